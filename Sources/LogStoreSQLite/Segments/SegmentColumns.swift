import LogRecords

/// The columns that a version of a segment's schema has, as the field table tells them. In which order they lie is the
/// file's own affair.
struct SegmentColumns {
    let version: Int
    let attempt: [Field<AttemptField, Attempt>]
    /// The tables that have a number in each row of `sighting`.
    let shared: [FieldHome]
    private let record: [(home: FieldHome, fields: [Field<RecordField, Sighting>])]

    init(version: Int) {
        self.version = version
        attempt = AttemptFields.all.filter { $0.since <= version }
        let fields = RecordFields.all.filter { $0.since <= version }
        record = FieldHome.allCases.map { home in (home, fields.filter { $0.home == home }) }
        shared = FieldHome.shared.filter { home in fields.contains { $0.home == home } }
    }

    /// Of a table whose rows are a record's.
    subscript(home: FieldHome) -> [Field<RecordField, Sighting>] { record.first { $0.home == home }?.fields ?? [] }

    /// What is selected of a row of `sighting`: its fields, then its numbers in `shared`.
    var sightingList: String {
        (self[.sighting].map(\.column) + shared.map(\.rawValue)).joined(separator: ", ")
    }

    /// What is selected of a row of `attempt`.
    var attemptList: String { attempt.map(\.column).joined(separator: ", ") }

    /// What is selected of a row of one of `shared`.
    func list(_ home: FieldHome) -> String { self[home].map(\.column).joined(separator: ", ") }
}
