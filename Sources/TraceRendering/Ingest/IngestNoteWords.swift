import LogIngest
import LogRecords

/// The sentences in which the notes of a load are told: the file first.
enum IngestNoteWords {
    static func text(_ note: IngestNote) -> String { "\(note.path.printable(limit: Longest.path)): \(words(note))" }

    private static func words(_ note: IngestNote) -> String {
        switch note {
        case .skipped(_, .object(let reason)): "skipped: \(reason.printable(limit: Longest.path))"
        case .skipped(_, .document(let kind)): "skipped: \(words(kind)), and no log"
        case .continues(_, let known, let line): "continues \(known.printable(limit: Longest.path)) after line \(line)"
        case .expired: "expired: its days were pruned from the store, so it is not loaded again"
        case .cutShort(_, let lines):
            "cut short; its \(grouped(lines)) whole \(Words.form(lines, "line serves", "lines serve"))"
        case .bytesSkipped(_, let bytes):
            "\(grouped(bytes)) \(Words.plural(Int(clamping: bytes), "byte")) \(Words.form(bytes, "was", "were")) no part of any line, where one may have been"
        case .noRecord: "left out: it has no record by which to tell its source"
        case .content(_, let words): words.printable(limit: Longest.path)
        }
    }

    private static func words(_ kind: LaidOutDocument.Kind) -> String {
        switch kind {
        case .json: "one JSON object of no known format, laid out over lines"
        case .yaml: "a document in YAML"
        case .html: "a page of HTML"
        case .xml: "a document in XML"
        case .text: "a text for people"
        }
    }
}
