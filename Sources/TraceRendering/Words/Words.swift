import LogRecords
import TraceRoutes

/// The sentences in which causes, sources and lengths of time are told.
enum Words {
    /// Why a clause or a hop is not there, for somebody who has never read the list of causes.
    static func cause(_ cause: Cause) -> String {
        switch cause {
        case .notReached: "an earlier hop answered"
        case .notCalled: "no provider was called"
        case .notStated: "its log line does not say"
        case .notLogged: "this source never logs it"
        case .notLoaded: "the log that would say is not loaded"
        case .truncated: "the shard that would say is cut short"
        case .expired: "its day was pruned"
        case .sampled: "only a sample is logged"
        case .otherID: "handed on under another id"
        case .several: "several lines fit, none chosen"
        case .noneFound: "its shards are loaded and hold no such line"
        }
    }

    /// A source in a word or two; a format of the user's own is called by its name.
    static func source(_ format: String) -> String {
        switch format {
        case "cloudflare.http_requests": "edge"
        case "google.load_balancer": "balancer"
        case "google.cloud_run": "Cloud Run"
        case "waybill.gateway": "gateway"
        case "gitlab.ai_gateway": "GitLab's gateway"
        case "gitlab.rails": "monolith"
        default: format.printable()
        }
    }

    /// The system that writes a source, in a sentence: `the edge`, `Cloud Run`.
    static func owner(_ format: String) -> String {
        let name = source(format)
        return name.first?.isUppercase == true ? name : "the \(name)"
    }

    /// An identifier's kind as people say it.
    static func kind(_ kind: IdentifierKind) -> String { self.kind(kind.rawValue) }

    static func kind(_ name: String) -> String {
        switch name {
        case "parent_ray": "parent ray"
        case "trace", "traceparent", "cloud-trace-context", "aws-trace": "trace id"
        case "span": "span id"
        case "request": "request id"
        case "instance": "customer instance"
        case "uuid": "UUID"
        case "ulid": "ULID"
        case "text": "id"
        case "provider-request": "provider's request id"
        default: String(name.map { $0 == "_" || $0 == "-" ? " " : $0 }).printable()
        }
    }

    /// `1.85 s`, `210 ms`, `0.4 ms`, `3 min 20 s`.
    static func duration(_ nanoseconds: Int64) -> String {
        let sign = nanoseconds < 0 ? "-" : ""
        let microseconds = nanoseconds.magnitude / 1000
        switch microseconds {
        case 0..<10_000: return "\(sign)\(microseconds / 1000).\(microseconds / 100 % 10) ms"
        case 10_000..<1_000_000: return "\(sign)\(microseconds / 1000) ms"
        case 1_000_000..<60_000_000:
            let hundredths = microseconds / 10_000
            return "\(sign)\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
        default: return "\(sign)\(microseconds / 60_000_000) min \(microseconds / 1_000_000 % 60) s"
        }
    }

    /// `1851 ms`, for columns where lengths are compared.
    static func milliseconds(_ nanoseconds: Int64) -> String { "\(nanoseconds / 1_000_000) ms" }

    /// `[1] [2]`: as many as 17 columns hold, at most three, and then how many more.
    static func references(_ numbers: [Int]) -> String {
        var shown = numbers.prefix(3).map { "[\($0)]" }
        while shown.count > 1, shown.joined(separator: " ").columns > 17 { shown.removeLast() }
        let text = shown.joined(separator: " ")
        return numbers.count > shown.count ? "\(text) +\(numbers.count - shown.count)" : text
    }

    /// `a, b or c`.
    static func listed(_ words: [String], by conjunction: String) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    /// A word that a shell takes as one word: of what was typed, or of a masked answer.
    static func shellWord(_ text: String) -> String {
        let text = text.escaped(limit: Longest.path)
        let plain = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic && scalar.isASCII || ("0"..."9").contains(scalar)
                || "-_.:/@+=,".unicodeScalars.contains(scalar)
        }
        guard !plain || text.isEmpty || text.hasPrefix("-") else { return text }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// The first letter made large, for a sentence that begins with a word of ours.
    static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
