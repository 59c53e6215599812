import LogRecords
import LogShards

/// A file that is one document, laid out for people or programs, and no log of anything: settings, a page, a text.
///
/// Asked only of a file without one line that is a record. What might be a log of something else is none: lines that
/// say a time, or that look like each other.
package struct LaidOutDocument {
    /// A closed list; the name is what summaries show.
    package enum Kind: String, CaseIterable, Sendable {
        case json, yaml, html, xml, text
    }

    /// What is longer was made by no person.
    static let mostBytes: Int64 = 1 << 20
    /// Lines that are looked at.
    private static let mostLines = 400

    let kind: Kind

    /// `nil` of what is no document; standard input cannot be looked at again.
    init?(_ input: IngestInput, of tally: Tally) {
        guard case .file(let file) = input, file.fileBytes <= Self.mostBytes, let text = Self.text(ofFileAt: file.path) else {
            return nil
        }
        self.init(text, units: tally.lines - tally.blank)
    }

    /// `units` is how many lines or values the reader made of it.
    init?(_ text: String, units: Int64) {
        let lines = text.split(whereSeparator: \.isNewline).prefix(Self.mostLines).filter { !$0.allSatisfy(\.isWhitespace) }
        guard lines.count > 1, let first = lines.first?.drop(while: { $0.isWhitespace || $0 == "\u{FEFF}" }) else { return nil }
        let start = first.prefix(16).lowercased()
        if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") {
            kind = .html
        } else if start.hasPrefix("<?xml") || start.hasPrefix("<!--") {
            kind = .xml
        } else if start.hasPrefix("{"), units == 1 {
            guard !Self.mayHoldRecords(text) else { return nil }
            kind = .json
        } else if Self.saysTimes(lines) || Self.hasRecords(lines) {
            return nil
        } else if Self.isYAML(lines) {
            kind = .yaml
        } else if Self.isProse(lines, hasParagraphs: text.contains("\n\n") || text.contains("\r\n\r\n")) {
            kind = .text
        } else {
            return nil
        }
    }

    /// Whether one object is what somebody's interface answers records in, or so long that its end was not looked at:
    /// then it may be a log.
    private static func mayHoldRecords(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBytes { text in text.count >= mostLookedAt || Likeness(text) != nil }
    }

    /// Bytes that are looked at.
    private static let mostLookedAt = 1 << 16

    /// Its beginning, decompressed.
    private static func text(ofFileAt path: String) -> String? {
        // Why it cannot be read was said where it was read.
        guard let reader = try? ShardReader(.file(path: path)) else { return nil }
        var bytes: [UInt8] = []
        while bytes.count < mostLookedAt, let lines = try? reader.nextLines() {
            for line in lines {
                bytes += line.bytes
                bytes.append(UInt8(ascii: "\n"))
            }
        }
        return String(decoding: bytes.prefix(mostLookedAt), as: UTF8.self)
    }

    /// Whether the keys are those of records: `gcloud logging read` prints them in YAML, with two times in some thirty
    /// lines.
    private static func hasRecords(_ lines: [Substring]) -> Bool {
        let key =
            #/^\s*(?:- )?["']?(?:insertId|logName|receiveTimestamp|correlation_id|request_id|EdgeStartTimestamp|RayID|rayName)["']?:/#
        return lines.contains { $0.prefix(256).contains(key) }
    }

    /// Whether more than a line in ten has a time of day, or a number as long as one since 1970.
    private static func saysTimes(_ lines: [Substring]) -> Bool {
        let time = #/\d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d|\b1\d{9,18}\b/#
        return lines.count { $0.prefix(256).contains(time) } * 10 > lines.count
    }

    /// Keys with a colon behind them, items of lists, comments, and what is indented below them.
    private static func isYAML(_ lines: [Substring]) -> Bool {
        let part = #/^(?:---|\.\.\.|%YAML|#|\s+\S|- |[A-Za-z_"'][\w .\/"'-]*:(?:\s|$))/#
        let matching = lines.count { $0.prefix(256).contains(part) }
        let isLaidOut = lines.contains { $0.hasPrefix(" ") || $0.hasPrefix("- ") || $0.hasPrefix("---") }
        return isLaidOut && lines.contains { $0.prefix(256).contains(#/^\s*(?:- )?[A-Za-z_"'][\w .\/"'-]*:(?:\s|$)/#) }
            && matching * 10 >= lines.count * 9
    }

    /// Paragraphs or headings, of words.
    private static func isProse(_ lines: [Substring], hasParagraphs: Bool) -> Bool {
        let isHeaded = lines.contains { $0.hasPrefix("# ") || $0.hasPrefix("## ") || $0.hasPrefix("===") || $0.hasPrefix("---") }
        guard lines.count > 2, hasParagraphs || isHeaded else { return false }
        let worded = lines.count { line in
            line.first.map { !"{[<".contains($0) } ?? false
                && line.split(separator: " ").count { $0.allSatisfy { $0.isLetter || ".,;:'’-()".contains($0) } } >= 3
        }
        return worded * 2 >= lines.count
    }
}
