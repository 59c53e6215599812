import LogRecords

/// Rows of a shard that is a table, told by a head that names Cloudflare's fields; each row becomes the object that it
/// would be as JSON.
///
/// Logpush writes such a head only where a job's `batch_prefix` is one, and parts fields by what `field_delimiter`
/// says. Texts are quoted, with JSON's escapes or, by whatever tool passed them on, with doubled quotes: the first
/// reading that gives each column one value is taken.
/// https://developers.cloudflare.com/logs/logpush/logpush-job/log-output-options/
struct CloudflareTable {
    /// A longer head is none.
    static let longestHead = 1 << 16
    static let mostColumns = 512
    private static let separators = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")]
    private static let times: [StaticString] = ["EdgeStartTimestamp", "EdgeEndTimestamp"]

    private var shard: Int64?
    private var names: [[UInt8]] = []
    private var separator = UInt8(ascii: ",")

    /// Takes the line as the shard's head if it is one; of several, as in batches that were joined, the last counts.
    mutating func takeHead(_ line: UnsafeRawBufferPointer, shard: Int64) -> Bool {
        if shard != self.shard { (self.shard, names) = (shard, []) }
        guard line.count <= CloudflareTable.longestHead else { return false }
        for separator in CloudflareTable.separators {
            guard let names = CloudflareTable.names(line, separator) else { continue }
            (self.names, self.separator) = (names, separator)
            return true
        }
        return false
    }

    private static func names(_ line: UnsafeRawBufferPointer, _ separator: UInt8) -> [[UInt8]]? {
        let columns = line.split(separator: separator, maxSplits: mostColumns, omittingEmptySubsequences: false).map { column in
            column.filter { $0 > 0x20 && $0 != UInt8(ascii: "\"") }
        }
        guard (2...mostColumns).contains(columns.count), columns.allSatisfy(isName), Set(columns).count == columns.count,
            columns.contains(where: { $0.elementsEqual("RayID".utf8) }),
            columns.contains(where: { column in times.contains { column.elementsEqual(bytes($0)) } })
        else { return nil }
        return columns
    }

    private static func bytes(_ text: StaticString) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    private static func isName(_ column: [UInt8]) -> Bool {
        !column.isEmpty
            && column.allSatisfy { (48...57).contains($0) || (65...90).contains($0 & 0xDF) || "_-.".utf8.contains($0) }
    }

    /// Whether the shard is a table as far as it was read.
    func hasHead(ofShard shard: Int64) -> Bool { shard == self.shard && !names.isEmpty }

    /// The row as an object; `nil` where it has not one value a column.
    func object(of row: UnsafeRawBufferPointer) -> [UInt8]? {
        object(row, quotes: .escaped) ?? object(row, quotes: .doubled)
    }

    private func object(_ row: UnsafeRawBufferPointer, quotes: TableRow.Quotes) -> [UInt8]? {
        var cells = TableRow(row, separator: separator, quotes: quotes)
        var object: [UInt8] = [UInt8(ascii: "{")]
        object.reserveCapacity(2 * row.count)
        for (index, name) in names.enumerated() {
            if index > 0 { object.append(UInt8(ascii: ",")) }
            object.append(contentsOf: [UInt8(ascii: "\"")] + name + Array("\":".utf8))
            guard cells.appendValue(to: &object, isLast: index == names.count - 1) else { return nil }
        }
        object.append(UInt8(ascii: "}"))
        return object
    }
}
