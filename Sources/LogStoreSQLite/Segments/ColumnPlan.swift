import LogRecords

/// How each column of a table is taken from a row's cells, in the order in which the file has them. It is made once a
/// segment: a switch over these costs less than one over an enum with payloads.
struct ColumnPlan: ~Copyable {
    /// How a column's cell becomes SQLite's value.
    enum Kind: UInt8 {
        /// The table's key, which stands before the row.
        case key
        /// The number of the record's row in a table that many records share.
        case shared
        /// A cell as it is: times, numbers, flags, bit patterns of 64 bits.
        case cell
        case term
        /// Two cells as sixteen bytes, most significant first.
        case wide
        /// A text of its own as it is.
        case text
        /// A text of its own; a UUID in its usual spelling as sixteen bytes.
        case identifier
    }

    /// A column as the writing of a row needs it.
    struct Column {
        var kind: Kind
        /// The field's bit, and the cell in which it is.
        var mask: Int64 = 0
        var word = 0
        /// The field's cell; of `shared` the table's place among them.
        var index = 0
        var low = 0
    }

    let columns: UnsafeMutableBufferPointer<Column>

    /// `names` are the file's columns, of which the first is the key.
    init(_ names: [String], of home: FieldHome, in columns: SegmentColumns) throws(StoreError) {
        var plan = [Column(kind: .key)]
        for name in names.dropFirst() {
            guard let column = ColumnPlan.column(name, home, columns) else {
                throw StoreError.damaged(file: "segment-\(columns.version).sql", what: "no field is called \(name)")
            }
            plan.append(column)
        }
        self.columns = .allocate(capacity: plan.count)
        _ = self.columns.initialize(from: plan)
    }

    deinit {
        columns.deallocate()
    }

    private static func column(_ name: String, _ home: FieldHome, _ columns: SegmentColumns) -> Column? {
        if home == .attempt {
            guard let field = columns.attempt.first(where: { $0.column == name }) else { return nil }
            // A provider's id is a text in every version, and so it may be compared with one.
            return column(field.kind == .text ? .text : kind(field.kind), CellPlace(field.name))
        }
        if home == .sighting, let place = columns.shared.firstIndex(where: { $0.rawValue == name }) {
            return Column(kind: .shared, index: place)
        }
        return columns[home].first { $0.column == name }.map { column(kind($0.kind), CellPlace($0.name)) }
    }

    private static func column(_ kind: Kind, _ place: CellPlace) -> Column {
        Column(kind: kind, mask: place.mask, word: place.word, index: place.index, low: place.low)
    }

    private static func kind(_ kind: FieldKind) -> Kind {
        switch kind {
        case .term: .term
        case .text: .identifier
        case .id128: .wide
        case .instant, .duration, .integer, .flag, .id64: .cell
        }
    }
}
