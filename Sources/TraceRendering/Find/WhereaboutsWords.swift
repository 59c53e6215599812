import LogRecords
import TraceRoutes

/// What is said where no request of a customer instance was found: that it was never seen and what resembles it, or
/// when it was.
struct WhereaboutsWords {
    private let answer: FindAnswer
    private let zone: DisplayZone
    private let instance: String

    init(_ answer: FindAnswer, zone: DisplayZone) {
        (self.answer, self.zone) = (answer, zone)
        instance = answer.instance.escaped(limit: Longest.path)
    }

    /// Messages, a line each.
    var sentences: [String] {
        let absent = "no request of customer instance \(instance) in that time"
        guard let whereabouts = answer.whereabouts else { return [absent] }
        if whereabouts.isNeverSeen {
            return ["no line of the store names customer instance \(instance), at that time or any other"]
                + whereabouts.near.map { ReasonWords.question($0, zone) }
        }
        return [absent] + leftOut(whereabouts) + elsewhere(whereabouts)
    }

    /// The command that finds what is nearest; `nil` where a wider range may.
    var hint: String? {
        guard let whereabouts = answer.whereabouts else { return nil }
        if whereabouts.isNeverSeen {
            guard let near = whereabouts.near.first else { return "lines that name no instance are found by an id: trace route ID" }
            return command(near.value, near.started ?? searched?.from)
        }
        if let nearest = whereabouts.nearest(to: searched) { return command(answer.instance, nearest) }
        return whereabouts.linesInRange > 0 ? "ask without --path and --status" : nil
    }

    private var searched: TimeRange? { answer.ranges.reduce(nil) { $0?.union($1) ?? $1 } }

    private func command(_ instance: String, _ moment: Instant?) -> String {
        let about = moment.map { " --around \($0.text(digits: 0))" } ?? ""
        return "trace find --instance \(Words.shellWord(instance))\(about)"
    }

    private func leftOut(_ whereabouts: Whereabouts) -> [String] {
        let lines = whereabouts.linesInRange
        guard lines > 0 else { return [] }
        let names = Words.form(lines, "names", "name")
        return [
            "\(Words.count(lines, "line")) of that time \(names) it, and --path or --status leaves \(Words.form(lines, "it", "them")) out"
        ]
    }

    private func elsewhere(_ whereabouts: Whereabouts) -> [String] {
        let lines = whereabouts.lines - Int64(whereabouts.linesInRange)  // bounded: rows that there are
        guard lines > 0 else { return [] }
        let names = "\(Words.count(lines, "line")) \(Words.form(lines, "names", "name"))"
        guard let span = whereabouts.span else { return ["\(names) it without a time"] }
        let (first, last) = (moment(span.from), moment(span.to))
        let on = first == last ? "at \(first)" : "on \(Words.count(whereabouts.days, "day")), from \(first) to \(last)"
        let nearest = [("before", whereabouts.before), ("after", whereabouts.after)].compactMap { side, time in
            time.map { "nearest \(side): \(moment($0))" }
        }
        return ["\(names) it at other times, \(on)"] + (nearest.isEmpty ? [] : [nearest.joined(separator: "; ")])
    }

    private func moment(_ instant: Instant) -> String { "\(zone.date(instant)) \(zone.second(instant)) \(zone.label(instant))" }
}
