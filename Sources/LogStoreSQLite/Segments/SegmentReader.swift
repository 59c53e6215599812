import LogRecords

/// Reads the rows of one published segment; its SQLite file is opened only when a row is wanted.
final class SegmentReader {
    let listed: CatalogSegment
    let identifiers: IdentifierFileReader
    private let path: String
    private var opened: Opened?

    private struct Opened {
        var connection: SegmentConnection
        var sighting: SegmentStatement
        var attempts: SegmentStatement
        var term: SegmentStatement
        var brief: SegmentStatement
        var origins: [Int64: Origin] = [:]
        var callers: [Int64: Caller] = [:]
        var texts: [Int64: String] = [:]
    }

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

    private func open() throws(StoreError) -> Opened {
        if let opened { return opened }
        let connection = try SegmentConnection(reading: path + ".sqlite", sealedBy: identifiers)
        try connection.checkSchema()
        let columns = SegmentColumns.sighting.map(\.name).joined(separator: ", ")
        let attemptColumns = SegmentColumns.attempt.map(\.name).joined(separator: ", ")
        let fresh = Opened(
            connection: connection,
            sighting: try connection.prepare("SELECT \(columns) FROM sighting WHERE row = ?1"),
            attempts: try connection.prepare(
                "SELECT \(attemptColumns) FROM attempt WHERE id BETWEEN ?1 * 16 AND ?1 * 16 + 15 ORDER BY id"),
            term: try connection.prepare("SELECT text FROM term WHERE number = ?1"),
            brief: try connection.prepare(
                "SELECT shard, line, started, ended, caller, status, path FROM sighting WHERE row = ?1"))
        opened = fresh
        return fresh
    }

    /// What is needed to know whether a row is asked for.
    struct Brief {
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
        return Brief(
            row: row, shard: statement.integer(0) ?? 0, line: statement.integer(1) ?? 0,
            filed: statement.integer(2) ?? statement.integer(3) ?? 0, caller: statement.integer(4), status: statement.integer(5),
            path: statement.integer(6))
    }

    /// A row with its attempts.
    func sighting(_ row: Int) throws(StoreError) -> Sighting? {
        let statement = try open().sighting
        statement.bind(1, Int64(row))
        guard try statement.step() else { return nil }
        let cells = SightingCells(statement)
        statement.reset()
        var sighting = try cells.sighting(
            origin: origin(cells.origin), caller: try cells.caller.map { (number) throws(StoreError) in try caller(number) },
            text: { (number) throws(StoreError) in try text(number) })
        sighting.attempts = try attempts(of: row)
        return sighting
    }

    private func attempts(of row: Int) throws(StoreError) -> [Attempt] {
        let statement = try open().attempts
        statement.bind(1, Int64(row))
        var found: [Attempt] = []
        while try statement.step() {
            var attempt = Attempt(number: Int(truncatingIfNeeded: statement.integer(1) ?? 0))
            attempt.provider = try text(statement.integer(2))
            attempt.model = try text(statement.integer(3))
            attempt.location = try text(statement.integer(4))
            attempt.endpointHost = try text(statement.integer(5))
            attempt.started = statement.integer(6).map(Instant.init(nanoseconds:))
            attempt.duration = statement.integer(7)
            attempt.firstByte = statement.integer(8)
            attempt.status = statement.integer(9).map { Int(truncatingIfNeeded: $0) }
            attempt.errorClass = try text(statement.integer(10))
            attempt.nextAction = try text(statement.integer(11))
            attempt.served = statement.integer(12).map { $0 != 0 }
            attempt.providerRay = statement.integer(13).map(UInt64.init(bitPattern:))
            attempt.inputTokens = statement.integer(14)
            attempt.outputTokens = statement.integer(15)
            attempt.providerRequestID = statement.text(16)
            found.append(attempt)
        }
        return found
    }

    /// A term's text; a row's terms are few, and many rows share them.
    func text(_ number: Int64?) throws(StoreError) -> String? {
        guard let number else { return nil }
        var opened = try open()
        if let known = opened.texts[number] { return known }
        opened.term.bind(1, number)
        guard try opened.term.step() else { throw StoreError.damaged(file: path + ".sqlite", what: "a term is missing") }
        let text = opened.term.text(0) ?? ""
        opened.term.reset()
        if opened.texts.count > SegmentReader.mostTexts { opened.texts = [:] }
        opened.texts[number] = text
        self.opened = opened
        return text
    }

    private static let mostTexts = 10_000

    private func origin(_ number: Int64) throws(StoreError) -> Origin {
        if let known = try open().origins[number] { return known }
        let statement = try open().connection.prepare("SELECT * FROM origin WHERE number = ?1")
        statement.bind(1, number)
        guard try statement.step() else { throw StoreError.damaged(file: path + ".sqlite", what: "an origin is missing") }
        let cells = (1...12).map { statement.integer(Int32($0)) }
        statement.reset()
        guard let vantage = Vantage(rawValue: Int(truncatingIfNeeded: cells[0] ?? 0)) else {
            throw StoreError.damaged(file: path + ".sqlite", what: "an origin has no vantage")
        }
        let origin = Origin(
            vantage: vantage, format: try text(cells[1]) ?? "", host: try text(cells[2]), region: try text(cells[3]),
            envelopeRegion: try text(cells[4]), regionSource: try text(cells[5]), zone: try text(cells[6]),
            service: try text(cells[7]), revision: try text(cells[8]), gatewayInstance: try text(cells[9]),
            reroutedFrom: try text(cells[10]), rerouteReason: try text(cells[11]))
        opened?.origins[number] = origin
        return origin
    }

    func caller(_ number: Int64) throws(StoreError) -> Caller {
        if let known = try open().callers[number] { return known }
        let statement = try open().connection.prepare("SELECT * FROM caller WHERE number = ?1")
        statement.bind(1, number)
        guard try statement.step() else { throw StoreError.damaged(file: path + ".sqlite", what: "a caller is missing") }
        let cells = (1...9).map { statement.integer(Int32($0)) }
        statement.reset()
        let caller = Caller(
            customerInstance: try text(cells[0]), instanceProof: try text(cells[1]), customerHost: try text(cells[2]),
            customerVersion: try text(cells[3]), realm: try text(cells[4]), connection: try text(cells[5]),
            userAgent: try text(cells[6]), clientName: try text(cells[7]), clientVersion: try text(cells[8]))
        if (opened?.callers.count ?? 0) > SegmentReader.mostTexts { opened?.callers = [:] }
        opened?.callers[number] = caller
        return caller
    }

    /// A statement for one question.
    func prepare(_ sql: String) throws(StoreError) -> SegmentStatement {
        try open().connection.prepare(sql)
    }

    /// The customer instances of which the segment has rows.
    func customerInstances() throws(StoreError) -> Set<String> {
        let statement = try open().connection.prepare(
            "SELECT DISTINCT text FROM caller JOIN term ON term.number = customer_instance")
        var found: Set<String> = []
        while try statement.step() {
            if let text = statement.text(0) { found.insert(text) }
        }
        return found
    }
}

/// A row of `origin`.
struct Origin {
    var vantage: Vantage
    var format: String
    var host, region, envelopeRegion, regionSource, zone, service, revision, gatewayInstance, reroutedFrom,
        rerouteReason: String?
}

/// A row of `caller`.
struct Caller {
    var customerInstance, instanceProof, customerHost, customerVersion, realm, connection, userAgent, clientName,
        clientVersion: String?
}
