package import Foundation

/// The files of this repository, wherever the tests are run.
package enum Repository {
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A path from the root, `Fixtures/answers`, as one that can be opened.
    package static func path(_ path: String) -> String { url(path).path }

    package static func url(_ path: String) -> URL { root.appending(path: path) }

    package static func text(_ path: String) throws -> String { try String(contentsOf: url(path), encoding: .utf8) }

    /// The text between `.Bd -literal` and `.Ed` of a page's last example.
    package static func example(ofPage name: String) throws -> String {
        let parts = try text("man/\(name)").components(separatedBy: ".Bd -literal -offset indent\n")
        guard let last = parts.dropFirst().last, let literal = last.components(separatedBy: "\n.Ed").first else {
            throw NoExample(page: name)
        }
        return literal
    }

    package struct NoExample: Error { package var page: String }
}
