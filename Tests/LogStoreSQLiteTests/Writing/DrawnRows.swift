import GRDB
import LogRecords
import OddValues

@testable import LogStoreSQLite

/// A value of a row, as the writers take it.
enum DrawnValue {
    case null
    case integer(Int64)
    case wide(UInt64, UInt64)
    case text([UInt8])

    /// Both ends of what each of SQLite's serial types holds. https://www.sqlite.org/fileformat2.html#record_format
    static let edges: [Int64] =
        [0, 1, -1, 2, .min, .max]
        + [7, 8, 15, 16, 23, 24, 31, 32, 47, 48, 62].flatMap { bits in
            let edge = Int64(1) << Int64(bits)
            return [edge - 1, edge, edge + 1, -edge - 1, -edge, -edge + 1]
        }
}

/// Rows of every table of a segment, whatever its columns are.
struct DrawnRows: BothWaysFilling {
    private(set) var tables: [(name: String, rows: [(key: Int64, values: [DrawnValue])])] = []

    /// Up to so many rows for each table.
    init(upTo most: Int, of tables: [DeclaredTable], _ dice: inout SeededDice) {
        for table in tables {
            let count = dice.element(of: [0, 1, 2, dice.below(most), most])
            var key = dice.element(of: [Int64.min + 1, -70_000, 0, 1, 1 << 40])
            var rows: [(key: Int64, values: [DrawnValue])] = []
            let longest = dice.element(of: [0, 20, 300, 4000, TablePages.longestRow])
            for _ in 0..<count {
                rows.append((key, table.values(upTo: longest, &dice)))
                key += Int64(1) << Int64(dice.element(of: [0, 0, 0, 7, 14, 21, 40]))
            }
            self.tables.append((table.name, rows))
        }
    }

    init(_ table: String, _ rows: [(key: Int64, values: [DrawnValue])]) {
        tables = [(table, rows)]
    }

    func fill(_ writer: some SegmentWriter, in layout: SegmentLayout) throws {
        for (name, rows) in tables {
            let table = try writer.table(name)
            for (key, values) in rows {
                var row = table.beginRow()
                row.addNull()
                // What was bound must stay until the row is written.
                try add(values[...], to: &row) { row in try table.append(key, row) }
            }
            try table.finish()
        }
        try writer.finish()
    }

    private func add<Row: SegmentRow>(_ values: ArraySlice<DrawnValue>, to row: inout Row, _ append: (Row) throws -> Void) throws {
        var rest = values
        guard let value = rest.popFirst() else { return try append(row) }
        switch value {
        case .null: row.addNull()
        case .integer(let number): row.add(number)
        case .wide(let high, let low): row.add(high: high, low: low)
        case .text(let bytes):
            return try bytes.withUnsafeBytes {
                row.add(text: $0)
                try add(rest, to: &row, append)
            }
        }
        try add(rest, to: &row, append)
    }
}

/// A table that the writers fill, as the schema declares it.
struct DeclaredTable {
    let name: String
    /// Behind the key.
    private let columns: [(type: String, mayBeNull: Bool)]

    static func all(in scratch: ScratchFolder) throws -> [DeclaredTable] {
        let layout = try SegmentLayout(creating: scratch.file("declared.sqlite"))
        return try DatabaseQueue(path: layout.path).read { database in
            try ["term", "origin", "caller", "sighting", "attempt"].map { name in
                let rows = try Row.fetchAll(
                    database, sql: "SELECT type, \"notnull\" FROM pragma_table_info(?1) WHERE pk = 0", arguments: [name])
                return DeclaredTable(name: name, columns: rows.map { (type: $0[0], mayBeNull: $0[1] == 0) })
            }
        }
    }

    /// A row with the widest numbers, and these values in its last columns.
    func wideRow(endingWith last: [DrawnValue]) -> [DrawnValue] {
        columns.dropLast(last.count).map { $0.type == "INTEGER" ? .integer(.max) : .wide(.max, .max) } + last
    }

    /// One row whose texts have so many bytes together at most.
    func values(upTo longest: Int, _ dice: inout SeededDice) -> [DrawnValue] {
        let isEmpty = dice.below(10) == 0
        // The rest is for the header and for what is no text.
        var room = max(0, min(longest, TablePages.longestRow - 16 * columns.count - 32))
        return columns.map { column in
            if column.mayBeNull, isEmpty || dice.below(3) == 0 { return .null }
            switch column.type {
            case "INTEGER":
                return .integer(dice.below(2) == 0 ? dice.element(of: DrawnValue.edges) : Int64(bitPattern: dice.next()))
            case "BLOB": return .wide(dice.next(), dice.next())
            case "ANY" where dice.below(2) == 0: return .wide(dice.next(), dice.next())
            default:
                let length = isEmpty ? 0 : dice.element(of: [0, min(1, room), dice.below(room), room])
                room -= length
                // ASCII and zeros: any such bytes are UTF-8.
                var text = [UInt8](repeating: UInt8(dice.below(128)), count: length)
                if length > 0 { text[dice.below(length)] = 0 }
                return .text(text)
            }
        }
    }
}
