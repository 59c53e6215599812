/// Some hundred records on their way from a reader to a store.
///
/// A row is one run of 64-bit cells:
///
/// | cell | holds |
/// |---|---|
/// | 0, 1 | presence: bit `RecordField.rawValue` is set where the field has a value |
/// | 2 ... | the fields in the order of their raw values; a `text` is `offset << 16 \| length` into `texts`; a `term` is its number in `terms` |
/// | behind them | the low halves of each `id128`, whose high halves are in their fields' cells |
///
/// Attempts lie behind each other in the same way, with one cell of presence, and the number of their record's row in
/// cell 1. Cells of absent fields hold whatever they held. One thread fills a batch, then hands it on; nobody changes
/// it after that.
package final class RecordBatch: @unchecked Sendable {  // @unchecked: one owner at a time, handed over through a lock
    package static let rowCapacity = 256
    package static let attemptCapacity = 4 * rowCapacity
    package static let longestText = 255
    private static let textCapacity = 1 << 16

    package let terms: TermTable
    package var count: Int { filled.pointee.rows }
    package var attemptCount: Int { filled.pointee.attempts }
    private let width = RecordLayout.width
    private let attemptWidth = AttemptLayout.width
    private let cells: UnsafeMutablePointer<Int64>
    private let attemptCells: UnsafeMutablePointer<Int64>
    private let textBytes: UnsafeMutableRawPointer
    /// Behind a pointer, because what a class holds is checked for exclusive access at each touch.
    private let filled: UnsafeMutablePointer<Filled>

    private struct Filled {
        var rows = 0
        var attempts = 0
        var textBytes = 0
    }

    package init(terms: TermTable) {
        self.terms = terms
        cells = .allocate(capacity: RecordBatch.rowCapacity * width)
        attemptCells = .allocate(capacity: RecordBatch.attemptCapacity * attemptWidth)
        textBytes = .allocate(byteCount: RecordBatch.textCapacity, alignment: 16)
        filled = .allocate(capacity: 1)
        filled.initialize(to: Filled())
    }

    deinit {
        cells.deallocate()
        attemptCells.deallocate()
        textBytes.deallocate()
        filled.deallocate()
    }

    /// Empties the batch for its next filling, once whoever took its rows is done with it. Its terms stay the same
    /// table.
    package func clear() {
        filled.pointee = Filled()
    }

    /// Whether one more record with `RecordBatch.mostAttempts` attempts, or its terms, might not fit.
    package var isFull: Bool {
        count == RecordBatch.rowCapacity || attemptCount + RecordBatch.mostAttempts > RecordBatch.attemptCapacity
            || filled.pointee.textBytes + 32 * RecordBatch.longestText > RecordBatch.textCapacity
            || terms.isFilledUp
    }

    /// The attempts of one record that are kept; a record with more says so in `attemptCount`.
    package static let mostAttempts = 16

    /// Begins a row, with nothing present, and makes it the last.
    package func beginRow() -> RecordRow {
        precondition(count < RecordBatch.rowCapacity, "a row too many for its batch")
        let row = RecordRow(cells: cells + count * width)
        row.clear()
        filled.pointee.rows += 1
        return row
    }

    /// Takes the last row, and its attempts, back.
    package func dropRow(attemptsFrom first: Int) {
        filled.pointee.rows -= 1
        filled.pointee.attempts = first
    }

    /// Begins an attempt of the last row.
    package func beginAttempt() -> AttemptRow {
        precondition(attemptCount < RecordBatch.attemptCapacity, "an attempt too many for its batch")
        let row = AttemptRow(cells: attemptCells + attemptCount * attemptWidth)
        row.cells[0] = 0
        row.cells[1] = Int64(count - 1)
        filled.pointee.attempts += 1
        return row
    }

    /// A view of a row, good until the batch is filled anew.
    package func row(_ index: Int) -> RecordRow {
        RecordRow(cells: cells + index * width)
    }

    /// A view of an attempt's row, good until the batch is filled anew.
    package func attempt(_ index: Int) -> AttemptRow {
        AttemptRow(cells: attemptCells + index * attemptWidth)
    }

    /// Keeps a text and gives the cell that stands for it; `nil` when it is longer than `longestText`.
    package func keep(_ text: UnsafeRawBufferPointer) -> Int64? {
        let place = filled.pointee.textBytes
        guard text.count <= RecordBatch.longestText, place + text.count <= RecordBatch.textCapacity else { return nil }
        if let start = text.baseAddress { (textBytes + place).copyMemory(from: start, byteCount: text.count) }
        filled.pointee.textBytes = place + text.count
        return Int64(place) << 16 | Int64(text.count)
    }

    /// The bytes that a text's cell stands for; alive as long as the batch.
    package func text(_ cell: Int64) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: textBytes + Int(cell >> 16), count: Int(cell & 0xFFFF))
    }
}
