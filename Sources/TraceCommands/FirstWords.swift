import LogRecords

/// The words of a command line in the order that the parser wants, and what of them cannot be meant.
enum FirstWords {
    /// Options of any command that take a value: what follows one of them is no command. A test compares them with the
    /// commands.
    static let withValue: Set<String> = [
        "--store", "--tz", "--color", "--shards", "--from", "--to", "--source", "--instance", "--around", "--within", "--on",
        "--path",
        "--status", "--limit", "--max-bad", "--since", "--group", "--longest-line", "--older-than", "--keep-bytes", "--manifest",
        "--write-manifest", "--why", "--every", "--column", "--separator",
        "--provider", "--result", "--location", "--by", "--namespace", "--colo", "--model", "--user", "--region",
        "--compare", "--slower-than", "--host", "--connection", "--requested-model", "--allow", "--pinned",
    ]

    /// With the command first, where options stand before it: `trace --store S route ID`.
    static func commandFirst(_ words: [String]) -> [String] {
        guard words.first?.hasPrefix("--") == true, let place = operand(words), TraceCommand.isSubcommand(words[place]) else {
            return words
        }
        return [words[place]] + words[..<place] + words[(place + 1)...]
    }

    /// Where more is said of what was asked: of the command, or of all of them.
    static func pages(for words: [String]) -> String {
        guard let command = commandFirst(words).first, TraceCommand.isSubcommand(command), command != "help" else {
            return "trace help, man trace"
        }
        return "trace help \(command), man trace-\(command)"
    }

    /// Where the first word stands that is neither an option nor the value of one.
    private static func operand(_ words: [String]) -> Int? {
        var place = 0
        while place < words.count {
            let word = words[place]
            guard word.hasPrefix("-"), word != "-" else { return place }
            if word == "--" { return nil }
            place += withValue.contains(word) ? 2 : 1
        }
        return nil
    }

    /// Refuses a first word that is no id and looks like a command. `trace route WORD` asks for it all the same.
    static func check(_ words: [String]) throws {
        guard let place = operand(words), !TraceCommand.isSubcommand(words[place]), looksLikeCommand(words[place]),
            words[..<place].allSatisfy(isKnown)
        else { return }
        let word = words[place]
        // A label before an id is no command: `trace ray 8c38fb2918f135d2`.
        if labels.contains(word) { return }
        let meant = command(near: word).map { "did you mean trace \($0)? " } ?? "the commands are listed by trace help; "
        throw WrongUsage(
            explanation: Explanation("no such command", at: word, hint: meant + "an id that is written so: trace route \(word)"))
    }

    /// Of an option that is not there nobody knows whether the next word is its value: the parser says what is wrong.
    private static func isKnown(_ word: String) -> Bool {
        !word.hasPrefix("-") || word.contains("=") || withValue.contains(word) || ["--json", "--pretty"].contains(word)
    }

    /// Letters and dashes alone; an id that people have at hand has a digit.
    private static func looksLikeCommand(_ word: String) -> Bool {
        (2...20).contains(word.utf8.count) && word.utf8.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "-") }
            && word.utf8.first != UInt8(ascii: "-")
    }

    private static let labels: Set<String> = [
        "ray", "ray-id", "cf-ray", "id", "ids", "request", "request-id", "x-request-id", "correlation-id", "trace-id",
        "traceparent", "uuid",
        "ulid", "span", "cloudflare", "error",
    ]

    /// The command that one or two slips of a finger made of this, or that others call so.
    private static func command(near word: String) -> String? {
        var (nearest, least) = ("", 3)
        for name in TraceCommand.names {
            let distance = distance(word, name)
            if distance < least, distance * 3 <= name.count + 1 { (nearest, least) = (name, distance) }
        }
        return nearest.isEmpty ? otherNames.first { $0.value.contains(word) }?.key : nearest
    }

    private static let otherNames: [String: Set<String>] = [
        "shards": ["stats", "status", "stat", "list", "ls", "info", "show-shards", "loaded", "store"],
        "ingest": ["load", "import", "add", "read", "index"],
        "find": ["search", "grep", "query", "filter"],
        "batch": ["sheet", "csv", "bulk", "list-ids", "ids-from", "spreadsheet"],
        "evidence": ["lines", "show", "cat", "raw", "log", "logs"],
        "coverage": ["gaps", "missing", "holes", "check-coverage"],
        "verify": ["check", "fsck", "validate", "doctor"],
        "prune": ["delete", "rm", "clean", "purge", "expire", "gc"],
        "ack": ["acknowledge", "silence", "mute", "known"],
        "route": ["get", "lookup", "look-up", "ask"],
    ]

    /// Edits that make one word of the other.
    private static func distance(_ one: String, _ other: String) -> Int {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        var row = Array(0...other.count)
        for (index, byte) in one.enumerated() {
            var above = row
            swap(&above, &row)
            row[0] = index + 1
            for place in other.indices {
                row[place + 1] = min(above[place] + (byte == other[place] ? 0 : 1), above[place + 1] + 1, row[place] + 1)
            }
        }
        return row[other.count]
    }
}
