import Foundation
import Testing

/// What can be checked mechanically of the pages around the code.
struct DocumentHabits {
    @Test func `every target says why it is as it is`() throws {
        for target in try SourceTree.targets() where !isSystemLibrary(target) {
            let swift = try SourceTree.files(below: "Sources/\(target)", ending: ".swift")
            guard swift.count > 1 else { continue }  // a program is its main.swift
            let rationale = try SourceTree.text("Sources/\(target)/RATIONALE.md")
            #expect(rationale.contains("\n## "), "Sources/\(target)/RATIONALE.md answers no question")
        }
    }

    /// The files in CONTRIBUTING.md's reading order, a numbered list of paths in backticks.
    private func readingOrder() throws -> [String] {
        try SourceTree.text("CONTRIBUTING.md").matches(of: #/(?m)^\d+\. `([^`]+)`/#).map { String($0.1) }
    }

    @Test func `nine files under 900 lines together explain the product`() throws {
        let paths = try readingOrder()
        #expect(paths.count == 9)
        let lines = try paths.map { try SourceTree.text($0).split(separator: "\n", omittingEmptySubsequences: false).count }
        #expect(lines.reduce(0, +) < 900, "\(zip(paths, lines).map { "\($0): \($1)" })")
    }

    @Test func `ARCHITECTURE says of every target what it may import`() throws {
        let page = try SourceTree.text("ARCHITECTURE.md")
        for target in try SourceTree.targets() where target.first?.isUppercase == true && !isSystemLibrary(target) {
            #expect(page.contains("\n| `\(target)` |"), "ARCHITECTURE.md has no row for \(target)")
        }
    }

    private func isSystemLibrary(_ target: String) -> Bool {
        FileManager.default.fileExists(atPath: SourceTree.root.appending(path: "Sources/\(target)/module.modulemap").path)
    }

    @Test func `every folder and type that ARCHITECTURE names by its path is there`() throws {
        let files = try SourceTree.files(below: "Sources", ending: ".swift").map(\.path)
        for match in try SourceTree.text("ARCHITECTURE.md").matches(of: #/`([A-Z]\w+(?:\/[A-Z]\w+)+)`/#) {
            let path = match.1
            #expect(
                files.contains { $0.contains("/\(path)/") || $0.hasSuffix("/\(path).swift") }
                    || FileManager.default.fileExists(atPath: SourceTree.root.appending(path: String(path)).path), "\(path)")
        }
    }

    @Test func `the README names only make targets that exist`() throws {
        let makefile = try SourceTree.text("Makefile")
        let named = try SourceTree.text("README.md").matches(of: #/make ([a-z-]+)/#).map { String($0.1) }
        #expect(named.contains("demo") && named.contains("test"))
        for target in Set(named) {
            #expect(makefile.contains("\n\(target): "), "make \(target)")
        }
    }

    @Test func `the check of a submission is the README's test command`() throws {
        #expect(try SourceTree.text(".ci/run").contains("exec make test"))
        #expect(try SourceTree.text("README.md").contains("make test"))
    }

    @Test func `every file of data from elsewhere is named in NOTICE`() throws {
        let notice = try SourceTree.text("NOTICE")
        for file in try SourceTree.files(below: "Sources/Places/Tables", ending: ".tsv") {
            #expect(notice.contains(file.path))
        }
    }
}
