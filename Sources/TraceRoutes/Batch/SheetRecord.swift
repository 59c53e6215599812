/// A row of a sheet as it stands there.
package struct SheetRecord: Sendable {
    /// The line that it begins in, from 1; a quoted cell may go on over several.
    package let line: Int
    /// All of it but the end of its line.
    package let bytes: ArraySlice<UInt8>
    /// The end of its line; none behind the last one.
    package let end: ArraySlice<UInt8>
    /// With their quotes.
    package let cells: [ArraySlice<UInt8>]
    /// A quote opens in it that nothing closes, and was taken as it stands.
    package let isUnclosed: Bool

    /// Whether there is nothing in it.
    package var isBlank: Bool { bytes.allSatisfy { $0 == 32 || $0 == 9 } }

    /// A cell without its quotes; empty where the row ends before it.
    package func cell(_ index: Int) -> [UInt8] {
        guard cells.indices.contains(index) else { return [] }
        let raw = cells[index]
        guard raw.first == sheetQuote, !isUnclosed else { return Array(raw) }
        var value: [UInt8] = []
        var rest = raw.dropFirst()
        while let byte = rest.popFirst() {
            if byte == sheetQuote {
                guard rest.first == sheetQuote else { return value + rest }
                rest = rest.dropFirst()
            }
            value.append(byte)
        }
        return value
    }
}
