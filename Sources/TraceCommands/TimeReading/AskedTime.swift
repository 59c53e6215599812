import LogRecords

/// The two ends that were asked for, each perhaps left open.
struct AskedTime {
    let from: Instant?
    let to: Instant?

    init(from: String?, to: String?) throws {
        self.from = try from.map(AskedTime.moment)
        self.to = try to.map(AskedTime.moment)
        if let from = self.from, let to = self.to, from >= to {
            throw TimeError.emptyRange("\(from.text(digits: 0)) - \(to.text(digits: 0))")
        }
    }

    /// `nil` is the whole store; an end that was left open is the store's.
    func range(of span: TimeRange?) throws -> TimeRange? {
        guard from != nil || to != nil, let span else { return nil }
        let end = to?.advanced(by: -1)
        // An end that was given may lie beyond all that the store has; then the open one is at the same moment.
        let first = from ?? min(span.from, end ?? span.from)
        return TimeRange(from: first, to: end ?? max(first, span.to))
    }

    /// A date alone is its first moment.
    static func moment(_ text: String) throws -> Instant {
        let isDate = text.utf8.count == 10 && text.contains("-")
        let reading = try TimeReading(isDate ? text + " 00:00" : text, in: .utc)
        guard let moment = reading.moments.first else { throw TimeError.unreadable(text) }
        return moment
    }
}
