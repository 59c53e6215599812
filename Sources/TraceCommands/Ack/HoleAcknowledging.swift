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
        guard let range = asked.range(of: TimeRange(from: Instant(nanoseconds: .min), to: Instant(nanoseconds: .max))) else {
            throw WrongUsage.unknownSource(source)
        }
        (self.source, self.range) = (source, range)
    }

    /// Keeps it, or takes it back.
    func change(in store: String, why: String?, isRemoved: Bool) throws {
        _ = try SQLiteRecordReader(opening: store)
        let writer = try SQLiteRecordWriter(opening: store, onWaiting: StandardError.sayWaiting(for:))
        guard isRemoved else {
            return try writer.acknowledge(AcknowledgedHole(source: source, range: range, acknowledged: .now, why: why))
        }
        if try writer.withdrawHoles(of: source, within: range) == 0 { throw ExpectError.nothingDeclared(subject: source) }
    }
}
