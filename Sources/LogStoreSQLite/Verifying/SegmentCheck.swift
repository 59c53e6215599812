import Glibc
import LogRecords

/// Checks one segment: its files against the catalog, its rows against themselves, its identifiers against its rows.
struct SegmentCheck {
    /// A segment with all that the catalog says of it.
    struct Listed {
        var segment: CatalogSegment
        var words: Words
        var parts: [Int64: SealedSegment.ShardPart] = [:]
    }

    /// What no look-up asks of a segment's row in the catalog.
    struct Words {
        var bytes: Int64
        var idBytes: Int64
        var run: String
        var filedFrom: Int64
        var filedTo: Int64
    }

    /// What the rows of a segment are together.
    struct Counted {
        var parts: [Int64: SealedSegment.ShardPart] = [:]
        var filedFrom = Int64.max
        var filedTo = Int64.min

        var rows: Int64 { parts.values.reduce(0) { $0 + $1.rows } }
    }

    /// What a segment was found to be.
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
    private let shards: [Int64: ShardEntry]
    private let visibleLines: [Int64: Range<Int64>]

    init(_ listed: Listed, in folder: StoreFolder, shards: [Int64: ShardEntry]) {
        self.listed = listed
        self.folder = folder
        self.shards = shards
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
        let isThere = checkFile(rowsName, size: listed.words.bytes, &result)
        let idsAreThere = checkFile(idsName, size: listed.words.idBytes, &result)
        let identifiers = idsAreThere ? readIdentifiers(&result) : nil
        guard isThere else { return result }
        // What is known to be damaged once needs not be told in SQLite's words too.
        guard checkPages(identifiers, &result) else { return result }
        do throws(StoreError) { try checkRows(identifiers, &result) } catch {
            result.findings.append(finding(for: error, at: rowsName))
            return result
        }
        guard identifiers != nil else { return result }
        do throws(StoreError) { try lookUpRows(sample, &result) } catch {
            result.findings.append(finding(for: error, at: idsName, .identifiersDamaged))
        }
        return result
    }

    private func finding(for error: StoreError, at place: String, _ kind: StoreFinding.Kind = .segmentDamaged) -> StoreFinding {
        if case .newerSchema = error { return StoreFinding(.segmentVersion, at: place, error.explanation.what) }
        if case .foreign = error { return StoreFinding(.foreign, at: place, error.explanation.what) }
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

    private func checkRows(_ identifiers: IdentifierFileReader?, _ result: inout Result) throws(StoreError) {
        let connection = try SegmentConnection(reading: folder.path + "/" + rowsName, sealedBy: identifiers)
        let version = try connection.checkSchema()
        let integrity = try connection.prepare("PRAGMA integrity_check(5)")
        while try integrity.step() {
            let word = integrity.text(0) ?? ""
            if word != "ok" { result.findings.append(StoreFinding(.segmentDamaged, at: rowsName, word)) }
        }
        let counted = try countRows(connection, &result)
        let account = try SegmentAccount(reading: connection, version: version)
        let differences = account.differences(from: listed, identifiers, counted)
        if !differences.isEmpty {
            let what = "what it is, what it says of itself and what the catalog says are not the same: "
            result.findings.append(StoreFinding(.segmentDiffers, at: rowsName, what + differences.joined(separator: ", ")))
        }
        for shard in account.differingShards(from: shards).prefix(SegmentCheck.mostShards) {
            let what = "the catalog says other of shard \(shard.path) than the segment knew when it was written"
            result.findings.append(StoreFinding(.segmentDiffers, at: rowsName, what))
        }
    }

    private static let mostShards = 5

    private func countRows(_ connection: SegmentConnection, _ result: inout Result) throws(StoreError) -> Counted {
        let statement = try connection.prepare("SELECT shard, line, coalesce(started, ended, 0) FROM sighting")
        var counted = Counted()
        var visible: [Int64: Int64] = [:]
        while try statement.step() {
            let (shard, line, filed) = (statement.integer(0) ?? 0, statement.integer(1) ?? 0, statement.integer(2) ?? 0)
            counted.parts[shard, default: SealedSegment.ShardPart(rows: 0, firstLine: line)].rows += 1
            if line < counted.parts[shard]?.firstLine ?? line { counted.parts[shard]?.firstLine = line }
            (counted.filedFrom, counted.filedTo) = (min(counted.filedFrom, filed), max(counted.filedTo, filed))
            if visibleLines[shard]?.contains(line) == true { visible[shard, default: 0] += 1 }
        }
        (result.rows, result.visibleRows) = (counted.rows, visible)
        return counted
    }

    // MARK: Identifiers

    /// Reads all of the `.ids` file; `nil` where nothing can be looked up in it.
    private func readIdentifiers(_ result: inout Result) -> IdentifierFileReader? {
        let identifiers: IdentifierFileReader
        do throws(StoreError) { identifiers = try IdentifierFileReader(folder.path + "/" + idsName) } catch {
            result.findings.append(finding(for: error, at: idsName, .identifiersDamaged))
            return nil
        }
        if let damage = identifiers.damage { result.findings.append(StoreFinding(.identifiersDamaged, at: idsName, damage)) }
        if !identifiers.isSealed {
            let what =
                identifiers.pageSeals == nil ? "it was written by an earlier version" : "it has rows of one that was not sealed"
            result.findings.append(
                StoreFinding(.notSealed, at: listed.segment.name, what + ": a value that was changed is not seen"))
        }
        if Int64(identifiers.rows) != listed.segment.rows {
            result.findings.append(
                StoreFinding(
                    .segmentDiffers, at: idsName,
                    "it is of \(identifiers.rows) rows, and the catalog says \(listed.segment.rows)"))
        }
        return identifiers
    }

    /// Whether each page that has a seal is as it was written.
    private func checkPages(_ identifiers: IdentifierFileReader?, _ result: inout Result) -> Bool {
        guard let identifiers, let seals = PageSeals(identifiers) else { return true }
        do throws(StoreError) {
            guard let damage = try seals.damage(ofFile: folder.path + "/" + rowsName) else { return true }
            result.findings.append(StoreFinding(.segmentDamaged, at: rowsName, damage))
        } catch {
            result.findings.append(finding(for: error, at: rowsName))
        }
        return false
    }

    private func lookUpRows(_ sample: Int64, _ result: inout Result) throws(StoreError) {
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
