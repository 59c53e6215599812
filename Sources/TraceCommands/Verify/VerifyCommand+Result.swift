import Glibc
import LogRecords
import LogShards
import LogStoreSQLite
import TraceRendering

/// What `verify` found in store and shards.
struct VerifyResult {
    /// What became of each live shard's file.
    struct Files {
        var same = 0
        var gone = 0
        /// Who checks may not read them; that says nothing of what is in them.
        var closed = 0
    }

    let rebuilt: RebuildReport?
    let sealed: SealReport?
    /// Files and folders that were given other modes; `nil`: that was not asked for.
    let fixedModes: Int?
    private(set) var report: StoreReport
    private(set) var files = Files()
    private(set) var manifest: Manifest?

    /// How a manifest was used.
    struct Manifest {
        /// What became of the one that was to be written.
        enum Writing: String {
            case written
            case refusedDamaged = "not written, as the store is not whole"
            case refusedBusy = "not written, as a writer is at work"
        }

        var files: Int
        var isCompared: Bool
        var writing: Writing?

        var text: String {
            let words = [isCompared ? "compared" : nil, writing?.rawValue].compactMap { $0 }
            return "\(grouped(Int64(files))) files: " + words.joined(separator: ", ")
        }
    }

    /// Whether all was done that was asked for, and nothing is wrong.
    var hasSucceeded: Bool { isWhole && (manifest?.writing ?? .written) == .written && (sealed?.left.isEmpty ?? true) }

    init(rebuilt: RebuildReport?, sealed: SealReport?, fixedModes: Int?, report: StoreReport) {
        self.rebuilt = rebuilt
        self.sealed = sealed
        self.fixedModes = fixedModes
        self.report = report
    }

    var isCatalogLost: Bool { report.segments == 0 && report.findings.contains { $0.kind == .catalogDamaged } }

    var isWhole: Bool { faults == 0 }

    private var faults: Int {
        (report.findings + (sealed?.left ?? [])).count { !$0.isHarmless } + (rebuilt?.setAside.count ?? 0)
    }

    /// Reads the shards again that are still there. One that is gone is no fault of the store: it is counted.
    mutating func check(_ shards: [ShardEntry], searching folders: [String], onShard: (Int, Int) -> Void) throws {
        let evidence = FileEvidence(searching: folders)
        let live = shards.filter { $0.state == .live }
        for (index, shard) in live.enumerated() {
            onShard(index + 1, live.count)
            do {
                _ = try evidence.lines(of: shard, at: [])
                files.same += 1
            } catch EvidenceError.standardInput, EvidenceError.gone {
                files.gone += 1
            } catch ShardError.cannotOpen(_, EACCES) {
                files.closed += 1
            } catch let error as EvidenceError {
                report.findings.append(StoreFinding(.shardChanged, at: shard.path, error.explanation.what))
            } catch let error as ShardError {
                report.findings.append(StoreFinding(.shardDamaged, at: shard.path, error.explanation.what))
            }
        }
    }

    /// Holds the store's files against a manifest, and writes one of a store that is whole.
    mutating func use(manifest earlier: String?, writing later: String?, of folder: String) throws {
        guard earlier != nil || later != nil else { return }
        let current = try StoreManifest(of: folder)
        if let earlier { report.findings += current.differences(from: try StoreManifest(reading: earlier)) }
        var use = Manifest(files: current.digests.count, isCompared: earlier != nil)
        if let later {
            use.writing = !isWhole ? .refusedDamaged : report.isBeingWritten ? .refusedBusy : .written
            if use.writing == .written { try current.write(to: later, of: folder) }
        }
        manifest = use
    }

    /// What a person reads.
    var text: String {
        var lines = rebuiltLines + sealedLines
        if let fixedModes { lines.append("modes".padded(to: 10) + "set on \(grouped(Int64(fixedModes))) files and folders") }
        if !isCatalogLost {
            lines.append(
                "segments".padded(to: 10)
                    + "\(grouped(Int64(report.segments))) read: \(grouped(report.rows)) rows, \(grouped(report.rowsLookedUp)) of them looked up"
            )
            lines.append(
                "shards".padded(to: 10)
                    + "\(grouped(Int64(report.shards))) known: \(grouped(Int64(files.same))) read again and the same, "
                    + "\(grouped(Int64(files.gone))) not there any more"
                    + (files.closed > 0 ? ", \(grouped(Int64(files.closed))) closed to you" : ""))
        }
        lines += report.findings.prefix(VerifyResult.mostShown).map { finding in
            finding.kind.rawValue.replacing("_", with: " ") + ": " + finding.place.printable(limit: 4096) + ": "
                + finding.what.printable()
        }
        if let manifest { lines.append("manifest".padded(to: 10) + manifest.text) }
        let more = report.findings.count - VerifyResult.mostShown
        if more > 0 { lines.append("and \(more) more: see --json") }
        if report.isBeingWritten { lines.append("a writer is at work: files that the catalog does not list were not judged") }
        if isCatalogLost { lines.append("trace verify --rebuild-catalog makes the catalog from the segments") }
        lines.append(isWhole ? "whole" : "not whole: \(faults) \(faults == 1 ? "finding" : "findings")")
        return lines.joined(separator: "\n") + "\n"
    }

    private static let mostShown = 100

    private var sealedLines: [String] {
        guard let sealed else { return [] }
        let words = "\(grouped(Int64(sealed.sealed.count))) segments sealed, \(grouped(Int64(sealed.left.count))) not"
        return ["seals".padded(to: 10) + words]
            + sealed.left.prefix(VerifyResult.mostShown).map {
                "left unsealed: " + $0.place.printable(limit: 4096) + ": " + $0.what.printable()
            }
    }

    private var rebuiltLines: [String] {
        guard let rebuilt else { return [] }
        var lines = ["catalog".padded(to: 10) + "made from \(rebuilt.segments) segments: \(rebuilt.shards) shards"]
        if rebuilt.unended > 0 {
            lines.append(
                "\(rebuilt.unended) shards have rows and no known end: they are not shown; load the shards again")
        }
        if !rebuilt.incomplete.isEmpty {
            let names = rebuilt.incomplete.prefix(5).map { $0.printable(limit: 200) }.joined(separator: ", ")
            lines.append("\(rebuilt.incomplete.count) shards lack rows and are not shown; load them again: \(names)")
        }
        lines += rebuilt.setAside.map { "set aside: " + $0.place.printable(limit: 4096) + ": " + $0.what.printable() }
        lines.append("which days were pruned, and where lines were rejected, is not known any more")
        return lines
    }

    /// One object, `waybill.verify/1`, as trace-verify(1) describes it.
    var json: JSONValue {
        [
            "schema": .string("waybill.verify/1"), "whole": .boolean(isWhole), "segments": .count(report.segments),
            "rows": .integer(report.rows), "rows_looked_up": .integer(report.rowsLookedUp),
            "shards": [
                "known": .count(report.shards), "same": .count(files.same), "gone": .count(files.gone),
                "closed": .count(files.closed),
            ],
            "being_written": .boolean(report.isBeingWritten),
            "manifest": manifest.map { ["files": .count($0.files), "written": .boolean($0.writing == .written)] } ?? .null,
            "rebuilt": rebuilt.map(VerifyResult.json) ?? .null,
            "sealed": sealed.map { ["segments": .list($0.sealed), "left": .array($0.left.map(VerifyResult.json))] } ?? .null,
            "fixed_modes": fixedModes.map { .count($0) } ?? .null,
            "findings": .array(report.findings.map(VerifyResult.json)),
        ]
    }

    private static func json(_ finding: StoreFinding) -> JSONValue {
        [
            "kind": .string(finding.kind.rawValue), "place": .string(finding.place), "what": .string(finding.what),
            "harmless": .boolean(finding.isHarmless),
        ]
    }

    private static func json(_ rebuilt: RebuildReport) -> JSONValue {
        [
            "segments": .count(rebuilt.segments), "shards": .count(rebuilt.shards), "unended": .count(rebuilt.unended),
            "incomplete": .list(rebuilt.incomplete), "set_aside": .array(rebuilt.setAside.map(json)),
        ]
    }
}
