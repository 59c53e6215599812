import LogRecords

/// The lines of a request in a few bytes: for each the distance of its shard from the one before it, then its line.
enum PackedLines {
    static func pack(_ lines: [StoredLine]) -> [UInt8] {
        var bytes: [UInt8] = []
        var last = StoredLine(shard: 0, line: 0)
        for line in lines {
            bytes.add(number: line.shard - last.shard)
            // Of one shard they ascend.
            bytes.add(number: line.shard == last.shard ? line.line - last.line : line.line)
            last = line
        }
        return bytes
    }

    /// `nil` where nobody packed them.
    static func unpack(_ bytes: UnsafeRawBufferPointer) -> [StoredLine]? {
        var rest = bytes[...]
        var lines: [StoredLine] = []
        var last = StoredLine(shard: 0, line: 0)
        while !rest.isEmpty {
            guard let ahead = rest.takeNumber(), let further = rest.takeNumber() else { return nil }
            let shard = last.shard.addingReportingOverflow(ahead)
            let line = (ahead == 0 ? last.line : 0).addingReportingOverflow(further)
            guard !shard.overflow, !line.overflow else { return nil }
            last = StoredLine(shard: shard.partialValue, line: line.partialValue)
            lines.append(last)
        }
        return lines
    }
}
