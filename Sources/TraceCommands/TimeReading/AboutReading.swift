import LogRecords
import TraceRendering

/// A day, or a moment and how far to look around it, as one range; `nil` where neither was given.
struct AboutReading {
    /// Where a moment was given and no length.
    static let usualLength = "10m"

    let range: TimeRange?
    let reading: ReadTime?

    /// A day is looked through as a whole, and around it only if a length is given.
    init(day: String?, around: String?, within: String?, in zone: ReadZone, now: Instant) throws {
        let length = try within.map { try LengthReading($0).nanoseconds }
        if let day {
            let read = try TimeReading(day, in: zone, now: now)
            guard read.isDay else { throw TimeError.noDay(day) }
            (range, reading) = (read.range, read.said(as: "--on"))
        } else if let around {
            let read = try TimeReading(around, in: zone, now: now)
            let usual = read.isDay ? 0 : try LengthReading(Self.usualLength).nanoseconds
            (range, reading) = (read.range.widened(by: length ?? usual), read.said(as: "--around"))
        } else {
            (range, reading) = (nil, nil)
        }
    }
}
