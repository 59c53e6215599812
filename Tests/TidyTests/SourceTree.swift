import Foundation
import Workbench

/// The files of this repository, as the tests of its habits see them.
enum SourceTree {
    static let root = Repository.root

    /// A text file, with its path from the root.
    struct File {
        var path: String
        var text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        /// The lines that are not comments, with their numbers.
        var code: [(number: Int, text: Substring)] {
            lines.enumerated().compactMap { index, line in
                line.drop { $0 == " " }.hasPrefix("//") ? nil : (index + 1, line)
            }
        }
    }

    static func files(below folder: String, ending suffix: String) throws -> [File] {
        let base = root.appending(path: folder)
        guard let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap({ $0 as? String }) else { return [] }
        return try paths.filter { $0.hasSuffix(suffix) }.sorted().map { path in
            File(path: folder + "/" + path, text: try String(contentsOf: base.appending(path: path), encoding: .utf8))
        }
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func targets() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path).sorted()
    }
}
