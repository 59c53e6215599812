import Foundation
import Workbench

/// The corpus of `Fixtures/masking`: what no output may show, and what every output shows unchanged.
package enum PersonalTexts {
    /// A text with something personal in it.
    package struct Personal: Sendable, CustomStringConvertible {
        package let text: String
        /// Parts of it that may not leave.
        package let secrets: [String]

        package var description: String { text }

        /// The secrets that an output shows, as they are or escaped in one of our ways.
        package func leaks(in output: String) -> [String] {
            let bytes = Data(output.utf8)
            return secrets.filter { secret in
                let escapes = [("\\", "\\\\"), ("\u{200b}", "\\u200b"), ("\u{200b}", "\\u{200b}"), ("\u{200b}", "\\\\u{200b}")]
                let spellings = Set([secret] + escapes.map { secret.replacingOccurrences(of: $0, with: $1) })
                return spellings.contains { bytes.range(of: Data($0.utf8)) != nil }
            }
        }
    }

    package static let personal = lines(of: "personal.txt").compactMap { line -> Personal? in
        let parts = line.components(separatedBy: "\t")
        return parts.first.map { Personal(text: $0, secrets: Array(parts.dropFirst())) }
    }

    package static let innocent = lines(of: "innocent.txt")

    private static func lines(of name: String) -> [String] {
        let file = Repository.url("Fixtures/masking/\(name)")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""  // the tests require that there are some
        return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }
}
