import LogRecords
import TraceRoutes

/// The sentences in which silence is told: what may be missing where every shard that can be counted is there.
struct SilenceWords {
    let zone: DisplayZone

    /// `waybill.gateway in europe-west3: instance ... was last heard 2026-09-21 23:54:16 UTC and did not say that it stopped`
    func sentence(_ silence: Silence) -> String { "\(station(silence)): \(fact(silence))" }

    /// A sentence for each, as many as are asked for; the rest of all there are is counted.
    func sentences(_ silences: [Silence], most: Int, of count: Int) -> [String] {
        let told = silences.prefix(most).map(sentence)
        let more = count - told.count
        return told + (more > 0 ? ["and \(grouped(Int64(more))) more that may be missing"] : [])
    }

    private func station(_ silence: Silence) -> String {
        let source = silence.source?.printable() ?? "all sources"
        return source + (silence.region.map { " in \($0.printable())" } ?? "")
    }

    private func fact(_ silence: Silence) -> String {
        switch silence.reason {
        case .numbersMissing(let instance, let first, let last):
            let numbers = first == last ? "number \(first)" : "numbers \(first)-\(last)"
            return "\(numbers) of instance \(instance.printable()) \(first == last ? "is" : "are") missing, \(range(silence.range))"
        case .seenInFront(let source, let requests, let heard):
            let seen = "\(source.printable()) has \(Words.count(Int(clamping: requests), "request"))"
            if heard > 0 {
                return
                    "only \(Words.count(Int(clamping: heard), "line")) of \(range(silence.range)), where \(seen) that were answered"
            }
            let doubt = silence.state == .hole ? "" : ", which perhaps left none"
            return "no line of \(range(silence.range)), where \(seen)\(doubt)"
        case .neverHeard(let source):
            return "\(source.printable()) has requests there, and nothing that answered them was ever loaded"
        case .endNotSaid(let instance):
            return "instance \(instance.printable()) was last heard \(moment(silence.range.from)) and did not say that it stopped"
        case .beginningMissing(let instance, let first):
            return
                "what instance \(instance.printable()) wrote before its line \(first), \(moment(silence.range.to)), is not loaded"
        case .notCounted: return "shards of that time were loaded by an earlier version, which did not count their lines"
        case .tooMuch: return "more may be missing than is looked at"
        }
    }

    private func moment(_ instant: Instant) -> String { "\(zone.date(instant)) \(zone.second(instant)) \(zone.label(instant))" }

    /// `2026-09-21 22:47:34 to 23:05:46 UTC`; the second date where it is another.
    private func range(_ range: TimeRange) -> String {
        let (from, to) = (zone.date(range.from), zone.date(range.to))
        return "\(from) \(zone.second(range.from)) to \(from == to ? "" : to + " ")\(zone.second(range.to)) \(zone.label(range.to))"
    }
}
