import Clocks
import LogFormats
import LogRecords
import LogStoreSQLite

/// The holes of a source that a command line acknowledges, or takes back.
struct HoleAcknowledging {
    let source: String
    let range: TimeRange

    /// The words, read; no store is opened.
    init(_ words: [String], from: String?, to: String?) throws {
        guard words.count == 1, let source = words.first, LogFormat.isSource(source) else {
            throw WrongUsage.unknownSource(words.joined(separator: " "))
        }
        let asked = try WrongUsage.unless { try AskedTime(from: from, to: to, in: .utc, now: .now) }
        let ever = TimeRange(from: Instant(nanoseconds: .min), to: Instant(nanoseconds: .max))
        (self.source, range) = (source, asked.range(of: ever) ?? ever)
    }

    /// Keeps it, or takes it back.
    func change(in store: String, why: String?, isRemoved: Bool) throws {
        _ = try SQLiteRecordReader(opening: store)
        let writer = try SQLiteRecordWriter(opening: store, onWaiting: StandardError.sayWaiting(for:))
        guard isRemoved else {
            return try writer.acknowledge(AcknowledgedHole(source: source, range: range, acknowledged: .now, why: why))
        }
        if try writer.withdrawHoles(of: source, within: range) == 0 { throw NoHoleAcknowledged(source: source) }
    }
}

/// There was nothing to take back.
struct NoHoleAcknowledged: Explained {
    let source: String

    var explanation: Explanation {
        Explanation("no hole of this source in that time is acknowledged", at: source, hint: "trace ack lists those that are")
    }
}
