import LogRecords
import TraceRoutes

/// Silences as scripts read them, in answers and in the calendar: every key is always there.
enum SilenceJSON {
    static func value(_ silence: Silence) -> JSONValue {
        var (instance, first, last): (String?, Int64?, Int64?)
        var (front, requests, lines): (String?, Int64?, Int64?)
        switch silence.reason {
        case .numbersMissing(let name, let from, let to): (instance, first, last) = (name, from, to)
        case .seenInFront(let source, let count, let heard): (front, requests, lines) = (source, count, heard)
        case .neverHeard(let source): front = source
        case .endNotSaid(let name): instance = name
        case .beginningMissing(let name, let number): (instance, first) = (name, number)
        case .notCounted, .tooMuch: break
        }
        return [
            "source": .text(silence.source), "region": .text(silence.region), "state": .string(silence.state.rawValue),
            "reason": .string(silence.reason.code), "from": .instant(silence.range.from), "to": .instant(silence.range.to),
            "instance": .text(instance), "first": first.map { .integer($0) } ?? .null, "last": last.map { .integer($0) } ?? .null,
            "in_front": .text(front),
            "requests": requests.map { .integer($0) } ?? .null, "lines": lines.map { .integer($0) } ?? .null,
        ]
    }
}
