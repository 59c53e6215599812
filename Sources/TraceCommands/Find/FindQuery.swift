import LogRecords
import TraceRendering

/// The flags of `find`, read.
struct FindQuery {
    /// `nil`: of all customers.
    let instance: String?
    let zone: ReadZone
    let filter: SightingFilter
    /// What the times were read as.
    let readings: [ReadTime]
    private let asked: AskedTime
    private let about: TimeRange?

    init(_ command: FindCommand, now: Instant) throws {
        instance = try command.filters.instance.map { try InstanceReading($0).instance }
        zone = try command.tz.zone()
        let around = try AboutReading(day: nil, around: command.around, within: command.within, in: zone, now: now)
        asked = try AskedTime(from: command.filters.from, to: command.filters.to, in: zone, now: now)
        about = around.range
        readings = [around.reading].compactMap { $0 } + asked.readings
        filter = SightingFilter(
            path: command.filters.path.first, status: try command.filters.status.first.map { try StatusReading($0).range })
        if let from = asked.from, let to = asked.to {
            try Self.refuse(TimeRange(from: from.range.from, to: to.isDay ? to.range.to : to.range.from))
        }
    }

    /// What to look through in a store of this span: an end that was left open is the store's.
    func range(of span: TimeRange?) throws -> TimeRange? {
        guard let range = about ?? asked.range(of: span) else { return nil }
        if about == nil { try Self.refuse(range) }
        return range
    }

    private static func refuse(_ range: TimeRange) throws(TimeError) {
        let length = range.to.nanoseconds.subtractingReportingOverflow(range.from.nanoseconds)
        let days = (length.overflow ? .max : length.partialValue) / Instant.day
        guard days < AskedTime.mostDays else { throw .rangeTooLong(days: saturatingSum(days, 1)) }
    }
}
