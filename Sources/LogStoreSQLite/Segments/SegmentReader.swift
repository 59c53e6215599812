import LogRecords

/// Reads the rows of one published segment; its SQLite file is opened only when a row is wanted.
final class SegmentReader {
    let listed: CatalogSegment
    let identifiers: IdentifierFileReader
    let path: String
    private var opened: OpenedSegment?

    init(_ listed: CatalogSegment, in folder: StoreFolder) throws(StoreError) {
        self.listed = listed
        path = folder.path + "/" + listed.name
        identifiers = try IdentifierFileReader(path + ".ids")
    }

    /// Whether the segment's files are gone: a merge or a retention ran since the catalog was asked.
    static func isGone(_ listed: CatalogSegment, in folder: StoreFolder) -> Bool {
        let path = folder.path + "/" + listed.name
        return !exists(path + ".ids") || !exists(path + ".sqlite")
    }

    private func open() throws(StoreError) -> OpenedSegment {
        if let opened { return opened }
        let fresh = try OpenedSegment(path + ".sqlite", sealedBy: identifiers)
        opened = fresh
        return fresh
    }

    /// What is needed to know whether a row is asked for.
    struct Brief {
        /// The columns of `sql`. Their names are not put into it by the program: that costs each look-up a millisecond.
        enum Column: Int32, CaseIterable {
            case shard, line, started, ended, caller, status, path
        }

        static let sql = "SELECT shard, line, started, ended, caller, status, path FROM sighting WHERE row = ?1"

        var row: Int
        var shard: Int64
        var line: Int64
        var filed: Int64
        var caller: Int64?
        var status: Int64?
        var path: Int64?
    }

    func brief(_ row: Int) throws(StoreError) -> Brief? {
        let statement = try open().brief
        statement.bind(1, Int64(row))
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        func value(_ column: Brief.Column) -> Int64? { statement.integer(column.rawValue) }
        return Brief(
            row: row, shard: value(.shard) ?? 0, line: value(.line) ?? 0, filed: value(.started) ?? value(.ended) ?? 0,
            caller: value(.caller), status: value(.status), path: value(.path))
    }

    /// A row with its attempts.
    func sighting(_ row: Int) throws(StoreError) -> Sighting? { try open().sighting(row) }

    /// A term's text.
    func text(_ number: Int64?) throws(StoreError) -> String? {
        try number.map { (number) throws(StoreError) in try open().text(number) }
    }

    /// The customer instance that a row of `caller` names.
    func customerInstance(ofCaller number: Int64) throws(StoreError) -> String? {
        for part in try open().shared(.caller, number) where part.field.name == .customerInstance {
            if case .text(let text) = part.value { return text }
        }
        return nil
    }

    /// A statement for one question.
    func prepare(_ sql: String) throws(StoreError) -> SegmentStatement {
        try open().connection.prepare(sql)
    }

    /// The customer instances of which the segment has rows.
    func customerInstances() throws(StoreError) -> Set<String> {
        let statement = try prepare("SELECT DISTINCT text FROM caller JOIN term ON term.number = customer_instance")
        var found: Set<String> = []
        while try statement.step() {
            if let text = statement.text(0) { found.insert(text) }
        }
        return found
    }
}
