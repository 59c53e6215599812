import LogFormats
import LogIngest
import LogRecords
import TraceRoutes

extension IngestSummary {
    /// Whether something is missing that a perfect copy of the logs would have had.
    var isImperfect: Bool { tally.rejected > 0 || shards.truncated > 0 }

    private static let indent = String(repeating: " ", count: 10)
    private static let mostNotes = 20

    /// What a person reads after a load. Names from logs and folders are made printable here.
    func text(width: Int, store: String, drift: [FieldDrift]) -> String {
        var lines = IngestSummary.wrapped("shards", shardParts, joinedBy: ", ", width: width)
        lines += IngestSummary.wrapped("lines", lineParts, joinedBy: " ", width: width)
        lines += sourceLines
        lines += rejectionLines(width: width)
        lines += droppedLines(width: width)
        lines += driftLines(drift, width: width)
        lines += noteLines(width: width)
        lines.append("took".padded(to: 10) + timing)
        lines.append("store".padded(to: 10) + store.escaped(limit: 4096))
        return lines.joined(separator: "\n") + "\n"
    }

    private var shardParts: [String] {
        var parts = ["\(shards.found) found: \(shards.new) new", "\(shards.known) known", "\(shards.continued) continued"]
        if shards.truncated > 0 { parts.append("\(shards.truncated) cut short") }
        parts.append("\(shards.skipped) skipped")
        if shards.leftOut > 0 { parts.append("\(shards.leftOut) left out") }
        parts.append("\(shards.failed) failed")
        if notTaken > 0 { parts.append("\(notTaken) not read") }
        return parts
    }

    private var lineParts: [String] {
        [
            "\(grouped(tally.lines)) = \(grouped(tally.stored)) stored", "+ \(grouped(tally.rejected)) rejected",
            "+ \(grouped(tally.blank)) blank", "+ \(grouped(tally.notARequest)) not a request",
            "+ \(grouped(tally.expired)) expired",
        ]
    }

    private var sourceLines: [String] {
        let names = sources.map { $0.name.printable().shortened(to: 26) }
        let counts = sources.map { grouped($0.records) }
        let nameWidth = names.map(\.count).max() ?? 0
        let countWidth = counts.map(\.count).max() ?? 0
        return sources.indices.map { index in
            let span = sources[index].span.map { "  " + TimeText.short($0) } ?? ""
            return (index == 0 ? "sources".padded(to: 10) : IngestSummary.indent)
                + names[index].padded(to: nameWidth) + "  " + counts[index].rightAligned(to: countWidth) + span
        }
    }

    private func rejectionLines(width: Int) -> [String] {
        let reasons = LineProblem.Reason.allCases.filter { rejections[$0] != nil }
        var lines: [String] = []
        for reason in reasons {
            guard let rejection = rejections[reason] else { continue }
            lines.append(
                (lines.isEmpty ? "rejected".padded(to: 10) : IngestSummary.indent)
                    + "\(grouped(rejection.count)): \(reason.sentence)")
            for position in rejection.first {
                let place = ":\(position.line) (offset \(position.offset)): \(reason.rawValue)"
                let name = position.shard.printable(limit: 4096).shortened(to: max(12, width - 12 - place.count))
                lines.append(IngestSummary.indent + "  " + name + place)
            }
            let more = rejection.count - Int64(rejection.first.count)
            if more > 0 { lines.append(IngestSummary.indent + "  and \(grouped(more)) more") }
        }
        return lines
    }

    /// Fields that were dropped, since a vendor that changes its format is noticed here first.
    private func droppedLines(width: Int) -> [String] {
        drift.prefix(IngestSummary.mostNotes).enumerated().map { index, entry in
            let words = entry.problem == .wrongType ? "of another type" : "not readable"
            let text = "\(grouped(Int64(entry.count))) \(words): \(entry.format) \(entry.path)"
            return (index == 0 ? "dropped".padded(to: 10) : IngestSummary.indent) + text.printable().shortened(to: width - 10)
        }
    }

    /// Fields that are not what they were on the days before, a line each.
    private func driftLines(_ drift: [FieldDrift], width: Int) -> [String] {
        var lines: [String] = []
        for one in drift.prefix(IngestSummary.mostNotes) {
            lines += IngestSummary.wrapped(
                lines.isEmpty ? "drift" : "", DriftWords.sentence(one).split(separator: " ").map(String.init), joinedBy: " ",
                width: width)
        }
        let more = drift.count - IngestSummary.mostNotes
        if more > 0 { lines.append(IngestSummary.indent + "and \(more) more; trace coverage --drift lists them") }
        return lines
    }

    private func noteLines(width: Int) -> [String] {
        var lines: [String] = []
        for note in notes.prefix(IngestSummary.mostNotes) {
            lines += IngestSummary.wrapped(
                lines.isEmpty ? "notes" : "", note.printable(limit: 4096).split(separator: " ").map(String.init), joinedBy: " ",
                width: width)
        }
        let more = notes.count - IngestSummary.mostNotes
        if more > 0 { lines.append(IngestSummary.indent + "and \(more) more") }
        return lines
    }

    private var timing: String {
        let rate = seconds > 0 ? Double(tally.bytes) / 1_000_000 / seconds : 0
        return "\(decimal(seconds, digits: 2)) s, \(ByteText.short(tally.bytes)) of text, \(decimal(rate, digits: 1)) MB/s"
    }

    /// Parts behind a label, on as many lines as they need.
    private static func wrapped(_ label: String, _ parts: [String], joinedBy separator: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = label.padded(to: 10)
        var isFirst = true
        for part in parts {
            let piece = part.shortened(to: width - 10)
            if isFirst {
                line += piece
            } else if line.count + separator.count + piece.count <= width {
                line += separator + piece
            } else {
                lines.append(line + (separator == " " ? "" : ","))
                line = indent + piece
            }
            isFirst = false
        }
        return lines + [line]
    }
}
