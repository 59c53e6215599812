/// Whether a line is the head of a table, as vendors export it when asked for CSV: names parted by commas, tabs or
/// semicolons, and no JSON.
func isTableHeader(_ line: UnsafeRawBufferPointer) -> Bool {
    let fewestColumns = 4
    let head = line.prefix(4096)
    guard let first = head.first, first == UInt8(ascii: "\"") || (65...90).contains(first & 0xDF) else { return false }
    return [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")].contains { separator in
        let columns = head.split(separator: separator, omittingEmptySubsequences: false)
        return columns.count >= fewestColumns && columns.allSatisfy(isName)
    }
}

/// Letters, digits and what stands between them in names of fields, perhaps quoted.
private func isName(_ column: Slice<UnsafeRawBufferPointer>) -> Bool {
    !column.isEmpty && column.count <= 80
        && column.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte & 0xDF) || [34, 32, 45, 46, 95, 13].contains(byte)
        }
}
