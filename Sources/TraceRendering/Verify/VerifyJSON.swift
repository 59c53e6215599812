import LogRecords

/// The shape `waybill.verify/1`, as trace-verify(1) describes it.
package enum VerifyJSON {
    /// A result's bytes: one line.
    package static func bytes(_ result: VerifyResult) -> [UInt8] {
        JSONWriter.bytes([
            "schema": .string("waybill.verify/1"), "whole": .boolean(result.isWhole), "segments": .count(result.report.segments),
            "rows": .integer(result.report.rows), "rows_looked_up": .integer(result.report.rowsLookedUp),
            "shards": [
                "known": .count(result.report.shards), "same": .count(result.files.same), "gone": .count(result.files.gone),
                "closed": .count(result.files.closed),
            ],
            "bytes_skipped": .integer(result.report.skipped.count), "bytes_padding": .integer(result.report.skipped.padding),
            "being_written": .boolean(result.report.isBeingWritten),
            "manifest": result.manifest.map { ["files": .count($0.files), "written": .boolean($0.writing == .written)] } ?? .null,
            "rebuilt": result.rebuilt.map(json) ?? .null,
            "sealed": result.sealed.map { ["segments": .list($0.sealed), "left": .array($0.left.map(json))] } ?? .null,
            "fixed_modes": result.fixedModes.map { .count($0) } ?? .null,
            "findings": .array(result.report.findings.map(json)),
        ])
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
