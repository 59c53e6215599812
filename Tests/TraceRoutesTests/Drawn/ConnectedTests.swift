import LogRecords
import OddValues
import StoreContract
import Testing

@testable import TraceRoutes

/// What a group of lines is does not depend on which of them happens to carry which id.
struct ConnectedTests {
    @Test func `a request whose lines hang together is one, whichever id each line carries and whichever is asked`() throws {
        var dice = Dice.throwing("connected")
        var tried = 0
        var split: [String] = []
        while tried < Dice.count(300, soak: 20_000) {
            let request = DrawnRequest.drawn(1, at: dice.below(1_000), &dice)
            let lines = request.lines(&dice)
            guard hangTogether(lines) else { continue }
            tried += 1
            let tracer = Tracer(store: InMemoryStore(lines))
            for id in Set(lines.flatMap { $0.identifiers }.filter { $0.kind.isFollowed }.map(\.text)).sorted() {
                let answer = try tracer.answer(id)
                let verdict = answer.verdict
                let isWhole =
                    answer.outcome == .found && verdict?.region.value == request.region
                    && verdict?.provider.value == request.provider && verdict?.edge.value == "IAD"
                    && verdict?.region.basis == .observed
                if !isWhole {
                    split.append(
                        "\(tried) \(id): \(answer.routes.count) routes \(verdict.map { "\($0)" } ?? "") \(described(lines))")
                }
            }
        }
        #expect(split.isEmpty, "\(split.count) of \(tried): \(split.prefix(3).joined(separator: "\n"))")
    }
}

/// The lines in a few words each, for a test that failed.
func described(_ lines: [Sighting]) -> String {
    lines.map { line in
        let ids = line.identifiers.map { "\($0.kind.rawValue)=\($0.text.suffix(6))" }.joined(separator: " ")
        func time(_ instant: Instant?) -> String {
            instant.map { "\(($0.nanoseconds - Story.day.nanoseconds) / 1_000_000)" } ?? "-"
        }
        return
            "\n   \(line.place.offset) \(line.format.suffix(10)) \(line.vantage.name) \(time(line.started))..\(time(line.ended)) "
            + "\(line.gatewayInstance?.suffix(4) ?? "-") \(line.status ?? 0) \(line.path ?? "-") \(ids)"
    }.joined()
}
