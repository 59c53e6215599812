import LogRecords

/// What a check found, for a person: what was read, a line a finding, and the verdict last.
package struct VerifyText {
    private static let mostShown = 100
    private static let label = 10

    package private(set) var text = ""
    private let result: VerifyResult

    package init(_ result: VerifyResult, style: TextStyle = TextStyle()) {
        self.result = result
        var page = Page(style: style)
        if let rebuilt = result.rebuilt { draw(rebuilt, on: &page) }
        if let sealed = result.sealed { draw(sealed, on: &page) }
        if let modes = result.fixedModes {
            draw("modes", "set on \(grouped(Int64(modes))) \(Words.form(modes, "file or folder", "files and folders"))", on: &page)
        }
        if !result.isCatalogLost { drawReading(on: &page) }
        for finding in result.report.findings.prefix(Self.mostShown) {
            draw(finding, as: finding.kind.rawValue.replacing("_", with: " "), on: &page)
        }
        if let manifest = result.manifest { draw("manifest", Self.words(manifest), on: &page) }
        let more = result.report.findings.count - Self.mostShown
        if more > 0 { page.message("and \(more) more: see --json") }
        if result.report.isBeingWritten {
            page.message("a writer is at work: files that the catalog does not list were not judged")
        }
        if result.isCatalogLost { page.message("trace verify --rebuild-catalog makes the catalog from the segments") }
        page.message(result.isWhole ? "whole" : "not whole: \(Words.count(result.faults, "finding"))")
        text = page.text
    }

    private func draw(_ label: String, _ words: String, on page: inout Page) {
        page.message(words, first: label.padded(to: Self.label), rest: "".padded(to: Self.label))
    }

    private func draw(_ finding: StoreFinding, as kind: String, on page: inout Page) {
        page.message("\(kind): \(finding.place.printable(limit: Longest.path)): \(finding.what.printable())")
    }

    private func drawReading(on page: inout Page) {
        let (report, files) = (result.report, result.files)
        draw(
            "segments",
            "\(grouped(Int64(report.segments))) read: \(Words.count(report.rows, "row")), \(grouped(report.rowsLookedUp)) of them looked up",
            on: &page)
        draw(
            "shards",
            "\(grouped(Int64(report.shards))) known: \(grouped(Int64(files.same))) read again and the same, "
                + "\(grouped(Int64(files.gone))) not there any more"
                + (files.closed > 0 ? ", \(grouped(Int64(files.closed))) closed to you" : ""), on: &page)
        if let skipped = SkippedWords.sentence(report.skipped) {
            draw("skipped", "of \(Words.count(report.shardsWithSkipped, "shard")) \(skipped)", on: &page)
        }
    }

    private func draw(_ sealed: SealReport, on page: inout Page) {
        let words = "\(Words.count(sealed.sealed.count, "segment")) sealed, \(grouped(Int64(sealed.left.count))) not"
        draw("seals", words, on: &page)
        for finding in sealed.left.prefix(Self.mostShown) { draw(finding, as: "left unsealed", on: &page) }
    }

    private func draw(_ rebuilt: RebuildReport, on page: inout Page) {
        draw("catalog", "made from \(Words.count(rebuilt.segments, "segment")): \(Words.count(rebuilt.shards, "shard"))", on: &page)
        if rebuilt.unended > 0 {
            page.message(
                "\(Words.count(rebuilt.unended, "shard")) \(Words.form(rebuilt.unended, "has", "have")) rows and no known end: "
                    + "\(Words.form(rebuilt.unended, "it is", "they are")) not shown; load \(Words.form(rebuilt.unended, "it", "them")) again"
            )
        }
        if !rebuilt.incomplete.isEmpty {
            let names = rebuilt.incomplete.prefix(5).map { $0.printable(limit: Longest.path) }.joined(separator: ", ")
            let count = rebuilt.incomplete.count
            page.message(
                "\(Words.count(count, "shard")) \(Words.form(count, "lacks rows and is", "lack rows and are")) not shown; "
                    + "load \(Words.form(count, "it", "them")) again: \(names)")
        }
        for finding in rebuilt.setAside { draw(finding, as: "set aside", on: &page) }
        page.message("which days were pruned, and where lines were rejected, is not known any more")
    }

    private static func words(_ manifest: VerifyResult.Manifest) -> String {
        let writing: String? =
            switch manifest.writing {
            case .written: "written"
            case .refusedDamaged: "not written, as the store is not whole"
            case .refusedBusy: "not written, as a writer is at work"
            case nil: nil
            }
        let words = [manifest.isCompared ? "compared" : nil, writing].compactMap { $0 }
        return "\(Words.count(manifest.files, "file")): " + words.joined(separator: ", ")
    }
}
