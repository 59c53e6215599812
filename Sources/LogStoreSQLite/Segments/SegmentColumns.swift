import LogRecords

/// The columns that a version of a segment's schema has, as the field table tells them. In which order they lie is the
/// file's own affair.
struct SegmentColumns {
    let version: Int
    let attempt: [Field<AttemptField, Attempt>]
    /// The tables that have a number in each row of `sighting`.
    let shared: [FieldHome]
    private let record: [FieldHome: [Field<RecordField, Sighting>]]

    init(version: Int) {
        self.version = version
        attempt = AttemptFields.all.filter { $0.since <= version }
        record = Dictionary(grouping: RecordFields.all.filter { $0.since <= version }, by: \.home)
        let record = record
        shared = FieldHome.shared.filter { record[$0] != nil }
    }

    /// Of a table whose rows are a record's.
    subscript(home: FieldHome) -> [Field<RecordField, Sighting>] { record[home] ?? [] }

    /// What is selected of a row of `sighting`: its fields, then its numbers in `shared`.
    var sightingList: String {
        (self[.sighting].map(\.column) + shared.map(\.rawValue)).joined(separator: ", ")
    }

    /// What is selected of a row of `attempt`.
    var attemptList: String { attempt.map(\.column).joined(separator: ", ") }

    /// What is selected of a row of one of `shared`.
    func list(_ home: FieldHome) -> String { self[home].map(\.column).joined(separator: ", ") }
}
