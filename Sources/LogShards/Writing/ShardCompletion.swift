import Glibc
package import LogRecords
package import OwnedFiles

/// Makes a whole shard of an unfinished one, as far as that was flushed.
package enum ShardCompletion {
    /// Gives how many lines there were; of none no shard is made. The unfinished file stays.
    @discardableResult
    package static func complete(
        _ part: String, as path: String, coding: ShardEntry.Coding = .gzip, access: FileAccess
    ) throws(ShardError) -> Int {
        let recovered = path + ".recovered"
        let reader = try ShardReader(.file(path: part))
        let writer = try ShardWriter(path: recovered, coding: coding, access: access)
        var lines = 0
        do throws(ShardError) {
            while let block = try reader.nextLines() {
                for line in block where !line.bytes.isEmpty {
                    try writer.write(line.bytes)
                    try writer.write([10])
                    lines += 1
                }
            }
            guard lines > 0 else {
                writer.abandon()
                return 0
            }
            try writer.finish()
        } catch {
            writer.abandon()
            throw error
        }
        guard rename(recovered, path) == 0 else { throw .cannotWrite(path: path, code: errno) }
        return lines
    }
}
