import Foundation
import LogRecords

/// The failures that somebody named on a command line.
struct FailureChoice {
    let failures: [RememberedFailure]

    /// All are found, or none is chosen.
    init(of words: [String], among remembered: [RememberedFailure]) throws(FailureChoiceError) {
        var chosen: [RememberedFailure] = []
        for word in words {
            let matches = FailureChoice.matches(word, remembered)
            guard !matches.isEmpty else { throw .unknown(word) }
            // One path may have failed with other bytes each night: all of them are meant.
            let paths = Set(matches.map(\.shard.path))
            guard paths.count == 1 else { throw .several(word, paths.sorted()) }
            for match in matches where !chosen.contains(match) { chosen.append(match) }
        }
        failures = chosen
    }

    private static func matches(_ word: String, _ remembered: [RememberedFailure]) -> [RememberedFailure] {
        let plain = word.hasPrefix("./") ? String(word.dropFirst(2)) : word
        let absolute = URL(fileURLWithPath: word).absoluteURL.standardized.path
        let whole = remembered.filter { $0.shard.path == word || $0.shard.path == absolute }
        if !whole.isEmpty { return whole }
        let digits = plain.hasPrefix("xxh3:") ? plain : "xxh3:" + plain
        return remembered.filter { failure in
            failure.shard.path.hasSuffix("/" + plain) || plain.utf8.count >= 8 && failure.shard.content.hasPrefix(digits)
        }
    }
}

/// A word that names no failure, or more than one.
enum FailureChoiceError: Explained, Equatable {
    case unknown(String)
    case several(String, [String])

    var explanation: Explanation {
        switch self {
        case .unknown(let word):
            Explanation(
                "no shard of this name failed", at: word, hint: "trace ack lists those that did; trace shards lists what is loaded")
        case .several(let word, let paths):
            Explanation(
                "several shards that failed end so", at: word,
                hint: "say more of the path: " + paths.prefix(3).joined(separator: " or "))
        }
    }
}
