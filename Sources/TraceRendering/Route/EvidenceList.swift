import LogRecords
import TraceRoutes

/// Where the lines lie that the numbers in brackets stand for.
struct EvidenceList {
    static let mostLines = 24

    private let lines: [EvidenceLine]

    /// The lines that this route's statements name, in their order.
    init(_ route: Route, in answer: Answer) {
        let numbers = route.evidence
        lines = answer.evidence.filter { numbers.contains($0.number) }
    }

    func draw(on page: inout Page) {
        for line in lines.prefix(Self.mostLines) {
            let head = "  [\(line.number)] "
            page.line(head + Self.position(line))
        }
        if lines.count > Self.mostLines { page.line("  and \(lines.count - Self.mostLines) lines more: see --json") }
    }

    /// `shard:line`, as `trace evidence` and editors take it.
    static func position(_ line: EvidenceLine) -> String {
        guard let shard = line.shard else { return "from the text that you pasted" }
        return shard.printable(limit: Longest.path) + (line.place.map { ":\($0.line)" } ?? "")
    }
}

extension Route {
    /// The numbers of all lines that its statements name.
    var evidence: Set<Int> {
        var numbers = Set([verdict.edge, verdict.region, verdict.provider, verdict.model, verdict.location].flatMap(\.evidence))
        numbers.formUnion(hops.flatMap(\.evidence))
        numbers.formUnion(attempts.flatMap(\.evidence))
        numbers.formUnion(why.statements.flatMap(\.evidence))
        return numbers
    }
}
