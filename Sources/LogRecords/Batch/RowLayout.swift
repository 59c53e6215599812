/// Where each field's cell is in a row of records: two cells of presence bits, a cell for each field, then the low
/// halves of each `id128`.
package enum RecordLayout {
    /// Cells of presence bits, 64 fields each.
    @inlinable package static var presenceCells: Int { 2 }

    /// Which of a row's numbers holds the field.
    @inlinable @inline(__always)
    package static func cell(_ field: RecordField) -> Int { field.rawValue + presenceCells }

    /// Which presence word has the field's bit.
    @inlinable @inline(__always)
    package static func word(_ field: RecordField) -> Int { field.rawValue >> 6 }

    /// The field's bit in its presence word.
    @inlinable @inline(__always)
    package static func mask(_ field: RecordField) -> Int64 { 1 << Int64(field.rawValue & 63) }

    /// The second cells of those that take two, the own ones of the others.
    static let lowCells: [Int] = {
        var next = presenceCells + RecordFields.all.count
        return RecordFields.all.map { field in
            guard field.kind == .id128 else { return cell(field.name) }
            defer { next += 1 }
            return next
        }
    }()

    /// Cells a row.
    package static let width = presenceCells + RecordFields.all.count + RecordFields.all.count { $0.kind == .id128 }
}

/// Where each field's cell is in a row of attempts: presence bits, the number of the record's row, a cell for each
/// field.
package enum AttemptLayout {
    /// Which of a row's numbers holds the field, behind the attempt's number and its presence word.
    @inlinable @inline(__always)
    package static func cell(_ field: AttemptField) -> Int { field.rawValue + 2 }

    /// The field's bit in the only presence word.
    @inlinable @inline(__always)
    package static func mask(_ field: AttemptField) -> Int64 { 1 << Int64(field.rawValue) }

    /// Cells a row.
    package static let width = 2 + AttemptFields.all.count
}
