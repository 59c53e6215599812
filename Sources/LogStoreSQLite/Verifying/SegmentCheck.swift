import Glibc
import LogRecords

/// Checks one segment: its files against the catalog, its rows against themselves, its identifiers against its rows.
struct SegmentCheck {
    /// A segment with all that the catalog says of it.
    struct Listed {
        var segment: CatalogSegment
        var bytes: Int64
        var idBytes: Int64
        var parts: [Int64: SealedSegment.ShardPart] = [:]
    }

    struct Result {
        var findings: [StoreFinding] = []
        var rows: Int64 = 0
        var rowsLookedUp: Int64 = 0
        /// The visible rows of each shard; `nil` if they could not be counted.
        var visibleRows: [Int64: Int64]?

        var isSound: Bool { findings.isEmpty }
    }

    private let listed: Listed
    private let folder: StoreFolder
    private let visibleLines: [Int64: Range<Int64>]

    init(_ listed: Listed, in folder: StoreFolder, shards: [Int64: ShardEntry]) {
        self.listed = listed
        self.folder = folder
        visibleLines = listed.parts.keys.reduce(into: [:]) { lines, number in
            guard let shard = shards[number], shard.state == .live else { return }
            let end = shard.firstVisibleLine.addingReportingOverflow(shard.visibleLines)
            lines[number] = shard.firstVisibleLine..<max(shard.firstVisibleLine, end.overflow ? .max : end.partialValue)
        }
    }

    private var rowsName: String { listed.segment.name + ".sqlite" }
    private var idsName: String { listed.segment.name + ".ids" }

    /// Looks up the identifiers of so many rows, spread over the segment.
    func run(sampling sample: Int64) -> Result {
        var result = Result()
        let isThere = checkFile(rowsName, size: listed.bytes, &result)
        let idsAreThere = checkFile(idsName, size: listed.idBytes, &result)
        var isReadable = false
        if isThere {
            do throws(StoreError) {
                try checkRows(&result)
                isReadable = true
            } catch {
                result.findings.append(finding(for: error, at: rowsName))
            }
        }
        if idsAreThere {
            do throws(StoreError) {
                let identifiers = try IdentifierFileReader(folder.path + "/" + idsName)
                try checkIdentifiers(identifiers, areRowsReadable: isReadable, sample, &result)
            } catch {
                result.findings.append(finding(for: error, at: idsName, .identifiersDamaged))
            }
        }
        return result
    }

    private func finding(for error: StoreError, at place: String, _ kind: StoreFinding.Kind = .segmentDamaged) -> StoreFinding {
        if case .newerSchema = error { return StoreFinding(.segmentVersion, at: place, error.explanation.what) }
        return StoreFinding(error.isDamage ? kind : .segmentUnreadable, at: place, error.explanation.what)
    }

    /// Whether the file can be looked into.
    private func checkFile(_ name: String, size: Int64, _ result: inout Result) -> Bool {
        var status = stat()
        guard stat(folder.path + "/" + name, &status) == 0 else {
            result.findings.append(StoreFinding(.segmentMissing, at: name, "the file is not there (\(systemMessage(errno)))"))
            return false
        }
        if Int64(status.st_size) != size {
            result.findings.append(
                StoreFinding(.segmentDiffers, at: name, "the file has \(status.st_size) bytes, and the catalog says \(size)"))
        }
        return true
    }

    // MARK: Rows

    private func checkRows(_ result: inout Result) throws(StoreError) {
        let connection = try SegmentConnection(reading: folder.path + "/" + rowsName)
        try connection.checkSchema()
        let integrity = try connection.prepare("PRAGMA integrity_check(5)")
        while try integrity.step() {
            let word = integrity.text(0) ?? ""
            if word != "ok" { result.findings.append(StoreFinding(.segmentDamaged, at: rowsName, word)) }
        }
        try checkHead(connection, &result)
        try countRows(connection, &result)
    }

    /// The segment's own row says the same as the catalog.
    private func checkHead(_ connection: SegmentConnection, _ result: inout Result) throws(StoreError) {
        let head = try connection.prepare("SELECT day, rows FROM segment")
        guard try head.step() else { throw StoreError.damaged(file: rowsName, what: "it says nothing of itself") }
        let (day, rows) = (head.integer(0), head.integer(1) ?? -1)
        head.reset()
        if day != listed.segment.day.map({ Int64($0.number) }) || rows != listed.segment.rows {
            result.findings.append(
                StoreFinding(.segmentDiffers, at: rowsName, "its day or its number of rows is not what the catalog says"))
        }
    }

    private func countRows(_ connection: SegmentConnection, _ result: inout Result) throws(StoreError) {
        let statement = try connection.prepare("SELECT shard, line FROM sighting")
        var parts: [Int64: SealedSegment.ShardPart] = [:]
        var visible: [Int64: Int64] = [:]
        while try statement.step() {
            let (shard, line) = (statement.integer(0) ?? 0, statement.integer(1) ?? 0)
            parts[shard, default: SealedSegment.ShardPart(rows: 0, firstLine: line)].rows += 1
            if line < parts[shard]?.firstLine ?? line { parts[shard]?.firstLine = line }
            if visibleLines[shard]?.contains(line) == true { visible[shard, default: 0] += 1 }
        }
        result.rows = parts.values.reduce(0) { $0 + $1.rows }
        result.visibleRows = visible
        let differing = Set(parts.keys).union(listed.parts.keys).filter { number in
            parts[number]?.rows != listed.parts[number]?.rows || parts[number]?.firstLine != listed.parts[number]?.firstLine
        }
        if result.rows != listed.segment.rows || !differing.isEmpty {
            result.findings.append(
                StoreFinding(
                    .segmentDiffers, at: rowsName,
                    "it has \(result.rows) rows of \(parts.count) shards, and the catalog says \(listed.segment.rows) "
                        + "of \(listed.parts.count)"))
        }
    }

    // MARK: Identifiers

    private func checkIdentifiers(
        _ identifiers: IdentifierFileReader, areRowsReadable: Bool, _ sample: Int64, _ result: inout Result
    ) throws(StoreError) {
        if !identifiers.isWhole {
            result.findings.append(StoreFinding(.identifiersDamaged, at: idsName, "its checksum does not agree"))
        }
        if Int64(identifiers.rows) != listed.segment.rows {
            result.findings.append(
                StoreFinding(
                    .segmentDiffers, at: idsName,
                    "it is of \(identifiers.rows) rows, and the catalog says \(listed.segment.rows)"))
        }
        guard areRowsReadable else { return }
        let lookUp = IdentifierLookUp(try SegmentReader(listed.segment, in: folder), day: listed.segment.day)
        let step = max(1, listed.segment.rows / max(1, sample))
        var lost: [Int] = []
        var row: Int64 = 0
        while row < listed.segment.rows {
            result.rowsLookedUp += 1
            if try !lookUp.findsRow(Int(row)) { lost.append(Int(row)) }
            row += step
        }
        if let first = lost.first {
            result.findings.append(
                StoreFinding(
                    .identifierLost, at: idsName,
                    "\(lost.count) of \(result.rowsLookedUp) rows are not found by their identifiers, row \(first) for one"))
        }
    }
}
