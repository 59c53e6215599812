import LogRecords
import Synchronization

/// The statements of a shipped `SQL/` step. A file whose schema has others is not read as ours: a view or a virtual
/// table in a table's place would run what its maker wrote, and so would a trigger, a generated column or an index on
/// an expression.
struct DeclaredSchema: Sendable {
    /// By how many steps were run. A program asks for one or two, and the newest costs as much as reading some thousand
    /// rows.
    private static let known = Mutex<(catalogs: [Int: DeclaredSchema], segments: [Int: DeclaredSchema])>(([:], [:]))

    /// The catalog after so many steps; of a version that is none of ours, as it was at first.
    static func catalog(version: Int) -> DeclaredSchema {
        known.withLock { DeclaredSchema.after(version, of: SchemaVersion.catalogSteps, in: &$0.catalogs) }
    }

    /// A segment after so many steps; of a version that is none of ours, as it was at first.
    static func segment(version: Int) -> DeclaredSchema {
        known.withLock { DeclaredSchema.after(version, of: SchemaVersion.segmentSteps, in: &$0.segments) }
    }

    /// Of a file of requests, and of the catalog of such files.
    static let requests = DeclaredSchema(SchemaVersion.requestSteps)
    static let requestCatalog = DeclaredSchema(SchemaVersion.requestCatalogSteps)

    private static func after(_ version: Int, of steps: [[UInt8]], in known: inout [Int: DeclaredSchema]) -> DeclaredSchema {
        if let schema = known[version] { return schema }
        let count = (1...steps.count).contains(version) ? version : 1
        let schema = DeclaredSchema(Array(steps.prefix(count)))
        known[version] = schema
        return schema
    }

    /// What SQLite lists of the objects that somebody made; its own have no text.
    static let query = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"

    /// As SQLite keeps them: from the first word on, without the semicolon. Most are where they stand in a step:
    /// copying them all would cost a look-up more than reading its rows.
    private(set) var statements: [ArraySlice<UInt8>] = []

    /// Each statement begins a line and ends one. A later step may also add a column, or drop a view.
    init(_ steps: [[UInt8]]) {
        for step in steps {
            var begin: Int?
            var line = step.startIndex
            while line < step.endIndex {
                let end = step[line...].firstIndex(of: UInt8(ascii: "\n")) ?? step.endIndex
                if begin == nil, line < end, !step[line..<end].starts(with: "--".utf8) { begin = line }
                if let first = begin, end > line, step[end - 1] == UInt8(ascii: ";") {
                    take(step[first..<end - 1])
                    begin = nil
                }
                line = end + 1
            }
        }
    }

    private mutating func take(_ statement: ArraySlice<UInt8>) {
        let isDropped = statement.starts(with: "DROP VIEW ".utf8)
        guard isDropped || statement.starts(with: "ALTER TABLE ".utf8) else { return statements.append(statement) }
        let words = statement.split(separator: UInt8(ascii: " "), maxSplits: 5)
        func place(of kind: String, _ name: ArraySlice<UInt8>) -> Int? {
            statements.firstIndex { $0.starts(with: "CREATE \(kind) ".utf8 + name + " ".utf8) }
        }
        if isDropped, let name = words.last, let view = place(of: "VIEW", name) {
            statements.remove(at: view)
        } else if words.count == 6, let table = place(of: "TABLE", words[2]),
            let end = statements[table].lastIndex(of: UInt8(ascii: ")"))
        {
            // As SQLite writes it down. https://www.sqlite.org/lang_altertable.html#alter_table_add_column
            statements[table].insert(contentsOf: ", ".utf8 + words[5], at: end)
        } else {
            statements.append(statement)
        }
    }

    /// Holds what a file declares against what we do.
    struct Comparison {
        private let declared: [ArraySlice<UInt8>]
        private var next = 0
        private var tables = 0
        private var stranger: String?
        /// Whether something that runs what its maker wrote stands in a table's place, or waits beside one. No damage
        /// does that.
        private(set) var hasImpostor = false

        init(with schema: DeclaredSchema) {
            declared = schema.statements
        }

        /// Takes the next statement of the file; they mostly come in our order.
        mutating func take(_ statement: UnsafeRawBufferPointer) {
            let isNext = next < declared.count && Comparison.isSame(statement, declared[next])
            guard let place = isNext ? next : declared.firstIndex(where: { Comparison.isSame(statement, $0) }) else {
                let other = String(decoding: statement.prefix(80), as: UTF8.self)
                stranger = stranger ?? other
                hasImpostor = hasImpostor || isImpostor(other)
                return
            }
            next = place + 1
            if Comparison.makesTable(declared[place]) { tables += 1 }
        }

        private func isImpostor(_ statement: String) -> Bool {
            let words = statement.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
            guard words.first == "CREATE", let kind = words.dropFirst().first, kind != "TABLE" else { return false }
            guard kind == "VIEW", let name = words.dropFirst(2).first else { return ["VIRTUAL", "TRIGGER"].contains(kind) }
            let table = Array("CREATE TABLE \(name) ".utf8)
            return declared.contains { $0.starts(with: table) }
        }

        /// What is wrong; `nil`: all statements are ours, and every table is there. An index that an earlier version
        /// did not make may be missing.
        var fault: String? {
            if let stranger { return "its schema has a statement that is none of ours: \(stranger.printable(limit: 60))" }
            return tables == declared.count(where: Comparison.makesTable) ? nil : "a table is missing"
        }

        private static func isSame(_ found: UnsafeRawBufferPointer, _ declared: ArraySlice<UInt8>) -> Bool {
            found.count == declared.count && declared.withUnsafeBytes { equalBytes(found, $0) }
        }

        private static func makesTable(_ statement: ArraySlice<UInt8>) -> Bool {
            statement.starts(with: "CREATE TABLE ".utf8)
        }
    }
}
