import Glibc
import LogRecords

/// Where the rows of a new segment's tables go. There are two: pages that are filled by hand, and SQLite's own
/// `INSERT`, which is slower and the measure of the other.
protocol SegmentWriter: AnyObject {
    associatedtype Table: SegmentTable

    /// Begins to write where SQLite laid the empty tables out.
    init(_ layout: SegmentLayout) throws(StoreError)

    func table(_ name: String) throws(StoreError) -> Table

    /// Makes a file of what the tables have, once they are finished. SQLite may write to it after that.
    func finish() throws(StoreError)

    /// The seals of all pages, once nothing is written to the file any more.
    func allSeals() throws(StoreError) -> [UInt64]
}

/// One table of a new segment: rows come in the order of their keys.
protocol SegmentTable: AnyObject {
    associatedtype Row: SegmentRow

    /// The keys of the first and the last row; `nil` before there is one.
    var keys: ClosedRange<Int64>? { get }

    /// An empty row, to be filled and given to `append` before the next is begun.
    func beginRow() -> Row
    func append(_ key: Int64, _ row: Row) throws(StoreError)
    func finish() throws(StoreError)
}

/// One row, filled from its first column to its last; the first is the key's own, and NULL.
protocol SegmentRow {
    mutating func addNull()
    mutating func add(_ number: Int64)
    /// A blob of sixteen bytes, most significant first.
    mutating func add(high: UInt64, low: UInt64)
    /// Bytes that are valid UTF-8, and stay until the row is appended.
    mutating func add(text: UnsafeRawBufferPointer)
}

/// What has been put into a segment, whichever writer it went through. Adding rows is not asked through it: what is
/// called through a protocol is not compiled for one writer.
protocol SegmentFilling: AnyObject {
    /// The keys of the first and the last row of each table; `nil`: it has none.
    typealias Keys = [(table: String, keys: ClosedRange<Int64>?)]
    /// Takes rows of a batch, the first as the row of this number.
    typealias Add = (RecordBatch, _ picked: [Int32], _ firstRow: Int) throws(StoreError) -> Void

    var hash: IdentifierHash { get }
    var shards: [Int64: SealedSegment.ShardPart] { get }
    var filedFrom: Int64 { get }
    var filedTo: Int64 { get }
    var keys: Keys { get }

    func words(of section: IdentifierFile.Section) -> PartitionedWords
    func finish() throws(StoreError)
    func allSeals() throws(StoreError) -> [UInt64]
}

extension SegmentContent: SegmentFilling {}

/// Which writer makes segments.
enum SegmentWriting: String, CaseIterable, Sendable {
    case pages, sql

    /// Asks for one; a debugging aid, and a way out where SQLite lays files out in another way.
    static let variable = "WAYBILL_SEGMENT_WRITER"

    static func chosen() throws(StoreError) -> SegmentWriting {
        guard let word = getenv(variable).map({ String(cString: $0) }), !word.isEmpty else { return .pages }
        guard let known = SegmentWriting(rawValue: word) else { throw StoreError.unknownSegmentWriter(word) }
        return known
    }
}
