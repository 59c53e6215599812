import Foundation
import LogFormats
import LogRecords

/// Writes `truth.ndjson`: one object a request, in the order of the stories; its shape is described in corpus(1).
final class TruthWriter {
    private let handle: FileHandle
    private var pending: [UInt8] = []
    private var line = VendorLine()
    let seed: UInt64
    let hasFaults: Bool
    let span: TimeRange

    init(path: String, seed: UInt64, hasFaults: Bool, span: TimeRange) throws {
        try Data().write(to: URL(fileURLWithPath: path))
        handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        self.seed = seed
        self.hasFaults = hasFaults
        self.span = span
        pending.reserveCapacity(1 << 20)
    }

    func write(_ story: Story, _ lines: [WrittenLine]) throws {
        let joining = Joining(lines: lines, requests: story.requests.count)
        let oracle = Oracle(story: story, joining: joining, hasFaults: hasFaults, span: span)
        for owner in story.requests.indices {
            encode(story, owner, lines, asks(story, owner, lines, joining, oracle))
            pending.append(contentsOf: line.bytes)
            pending.append(10)
        }
        if pending.count > 1 << 20 { try flush() }
    }

    func finish() throws {
        try flush()
        try handle.close()
    }

    private func flush() throws {
        try handle.write(contentsOf: pending)
        pending.removeAll(keepingCapacity: true)
    }

    // MARK: what to ask

    private func asks(
        _ story: Story, _ owner: Int, _ lines: [WrittenLine], _ joining: Joining, _ oracle: Oracle
    ) -> [Ask] {
        let request = story.requests[owner]
        var random = RandomSource(seed: seed, stream: 7, index: UInt64(request.index))
        var living: [LineIdentifier] = []
        var lost: [LineIdentifier] = []
        for line in lines where line.owner == owner {
            for id in line.ids where id.kind != "parent_ray" {
                let isLiving = !joining.carriers(of: id.text).isEmpty
                if isLiving, !living.contains(where: { $0.text == id.text }) { living.append(id) }
                if !isLiving, !lost.contains(where: { $0.text == id.text }) { lost.append(id) }
            }
        }
        var chosen: [LineIdentifier] = []
        if !living.isEmpty { chosen.append(random.element(living)) }
        if !living.isEmpty, random.chance(250) { chosen.append(random.element(living)) }
        if !lost.isEmpty, random.chance(300) || living.isEmpty { chosen.append(random.element(lost)) }
        if chosen.count == 2, chosen[0] == chosen[1] { chosen.removeLast() }
        return chosen.map { id in
            Ask(
                id: id, text: paste(id, request, &random), outcomes: outcomes(id.text, story, joining),
                own: joining.own(of: owner, asked: id.text),
                clauses: oracle.expected(owner, asked: id.text))
        }
    }

    private func outcomes(_ id: String, _ story: Story, _ joining: Joining) -> [String] {
        switch joining.carriers(of: id).count {
        case 0: return ["not_found"]
        case 1: return joining.shared.isEmpty ? ["found"] : ["found", "ambiguous"]
        default:
            // One line at the edge and two at gateways, all at once, may as well be one request that was tried twice.
            let isOneAtEdge = story.shape == .overlapping && joining.carriers(of: id, format: "cloudflare.http_requests") < 2
            return isOneAtEdge ? ["ambiguous", "found"] : ["ambiguous"]
        }
    }

    private func paste(_ id: LineIdentifier, _ request: LivedRequest, _ random: inout RandomSource) -> String {
        switch id.kind {
        case "ray" where random.chance(500): "\(id.text)-\(request.colo)"
        case "ray" where random.chance(200): "cf-ray: \(id.text.uppercased())"
        case "trace_id" where random.chance(300): "projects/\(GoogleLines.project)/traces/\(id.text)"
        case "request_id" where random.chance(300): id.text.uppercased()
        default: id.text
        }
    }

    // MARK: the object

    private func encode(_ story: Story, _ owner: Int, _ lines: [WrittenLine], _ asks: [Ask]) {
        let request = story.requests[owner]
        line.begin()
        line.number("index", request.index)
        line.text("kind", request.kind.rawValue)
        line.text("turn", request.turn.rawValue)
        line.text("shape", story.shape.rawValue)
        line.text("gateway", request.isOurs ? "waybill" : "gitlab")
        line.text("call_lines", request.isOurs ? nil : request.callLines.rawValue)
        line.text("started", Instant(nanoseconds: request.started).text(digits: 6))
        line.text("customer_instance", request.customer.instance)
        line.text("path", request.path)
        encodeTruth(request)
        encodeIdentifiers(owner, lines)
        encodeAsks(asks)
        line.openList("lines")
        for written in lines where written.owner == owner {
            line.openElement()
            line.text("format", written.format)
            line.texts("places", written.placement.places)
            line.text("loss", written.placement.loss?.rawValue)
            line.close()
        }
        line.closeList()
        line.end()
    }

    private func encodeTruth(_ request: LivedRequest) {
        let served = request.servedAttempt
        line.open("truth")
        line.text("edge", request.kind == .workflow ? nil : request.colo)
        line.text("region", request.served?.region)
        line.text("provider", served?.target.provider)
        line.text("model", served?.target.model)
        line.text("location", served?.target.location)
        line.number("hops", request.hops.count)
        line.number("clock_offset_ms", Int((request.hops.map(\.clockOffset).max() ?? 0) / 1_000_000))
        line.number("attempts", request.hops.reduce(0) { $0 + $1.attempts.count })
        line.flag("not_reached", request.hops.isEmpty)
        line.flag("not_called", request.hops.allSatisfy { $0.attempts.isEmpty })
        line.number("status", request.status)
        line.text("result", request.outcome)
        line.close()
    }

    private func encodeIdentifiers(_ owner: Int, _ lines: [WrittenLine]) {
        var texts: [(kind: String, values: [String])] = []
        for id in lines.filter({ $0.owner == owner }).flatMap(\.ids) {
            if let place = texts.firstIndex(where: { $0.kind == id.kind }) {
                if !texts[place].values.contains(id.text) { texts[place].values.append(id.text) }
            } else {
                texts.append((id.kind, [id.text]))
            }
        }
        line.openList("ids")
        for (kind, values) in texts {
            line.openElement()
            line.text("kind", kind)
            line.texts("values", values)
            line.close()
        }
        line.closeList()
    }

    private func encodeAsks(_ asks: [Ask]) {
        line.openList("asks")
        for ask in asks {
            line.openElement()
            line.text("text", ask.text)
            line.text("kind", ask.id.kind)
            line.texts("outcomes", ask.outcomes)
            line.texts("own", ask.own)
            line.openList("clauses")
            for (name, expected) in ask.clauses {
                line.openElement()
                line.text("name", name.rawValue)
                line.text("value", expected.value)
                line.texts("lines", expected.lines)
                line.texts("may", expected.may)
                line.texts("causes", expected.causes)
                line.close()
            }
            line.closeList()
            line.close()
        }
        line.closeList()
    }
}
