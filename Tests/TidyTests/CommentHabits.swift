import Foundation
import Testing

/// What can be checked mechanically of comments and pages: that they are there, and that a line of prose can be read at
/// a glance.
struct CommentHabits {
    /// Columns of a line of prose.
    private static let widest = 120

    /// Declarations that need to say what they are and do not: types within types, and functions that other targets
    /// call.
    private static func undocumented(in file: SourceTree.File) -> [Int] {
        let lines = file.lines
        var (found, isInText): ([Int], Bool) = ([], false)
        // The declarations around a line, by their indentation.
        var around: [(indent: Int, isExempt: Bool, isConformance: Bool)] = []
        for (index, line) in lines.enumerated() {
            if line.components(separatedBy: "\"\"\"").count == 2 { isInText.toggle() }
            let indent = line.prefix { $0 == " " }.count
            guard !isInText, indent < line.count, !line.dropFirst(indent).hasPrefix("//") else { continue }
            around.removeAll { $0.indent >= indent }
            guard
                line.contains("struct ") || line.contains("class ") || line.contains("enum ") || line.contains("actor ")
                    || line.contains("protocol ") || line.contains("extension ") || line.contains("func "),
                let head = line.dropFirst(indent).prefixMatch(
                    of: #/((?:@\w+(?:\(.*?\))? |\w+ )*?)(struct|class|enum|actor|protocol|extension|func) ([\w<]+)/#)
            else { continue }
            let (words, kind, name) = (head.1, head.2, head.3)
            let isHidden = words.contains("private") || words.contains("override")
            let before = lines[..<index].last { !$0.drop { $0 == " " }.hasPrefix("@") }?.drop { $0 == " " } ?? ""
            // Functions of one line that follow each other are said together.
            let isFamily = kind == "func" && before.contains("func ") && before.hasSuffix("}")
            let isSaid = before.hasPrefix("///") || before.hasPrefix("// long: ") || isFamily
            let isAsked =
                kind == "func"
                ? words.contains("package") && !(around.last?.isConformance ?? false) : indent > 0 && kind != "extension"
            // Codable says how the keys are called.
            if isAsked, !isHidden, !isSaid, name != "CodingKeys", !around.contains(where: \.isExempt) { found.append(index + 1) }
            around.append((indent, isHidden || kind == "func", kind != "func" && line.contains(#/\w: \w/#)))
        }
        return found
    }

    @Test func `each type within a type, and each function that other targets call, says in front of it what it is`() {
        for file in SourceHabits.sources {
            for line in Self.undocumented(in: file) { Issue.record("\(file.path):\(line) says nothing of itself") }
        }
    }

    @Test func `the rule of comments asks where others look, and nowhere else`() {
        func found(_ text: String) -> [Int] { Self.undocumented(in: SourceTree.File(path: "a", text: text)) }
        #expect(found("/// A.\nstruct A {\n    enum B {\n        case c\n    }\n}") == [3])
        #expect(found("/// A.\nstruct A {\n    /// B.\n    @frozen\n    enum B {\n        case c\n    }\n}") == [])
        #expect(found("/// A.\nstruct A {\n    private enum B {\n        struct C {}\n    }\n    enum CodingKeys {}\n}") == [])
        #expect(found("/// A.\nstruct A {\n    package func b() {\n        struct C {}\n    }\n    func c() {}\n}") == [3])
        #expect(found("extension A: B {\n    package func b() {}\n}\nextension A {\n    package func c() {}\n}") == [5])
    }

    /// The lines of prose that are too wide: of a page what is no table, no example and no address; of a source its
    /// documentation.
    private static func wide(in file: SourceTree.File) -> [Int] {
        var isExample = false
        return file.lines.enumerated().compactMap { index, line in
            let text = line.drop { $0 == " " }
            if file.path.hasSuffix(".md") {
                if text.hasPrefix("```") { isExample.toggle() }
                if isExample { return nil }
            } else if !text.hasPrefix("///") {
                return nil
            }
            let prose = text.drop { $0 == "/" || $0 == " " }
            // A table, or an example that is all of its line.
            if prose.hasPrefix("|") || prose.contains(#/^`[^`]*`.?$/#) { return nil }
            // What has no blank cannot be broken.
            let words = prose.split(separator: " ").map(\.count)
            return line.count > widest && words.allSatisfy { $0 < widest - 20 } ? index + 1 : nil
        }
    }

    private static func pages() throws -> [SourceTree.File] {
        let names = try FileManager.default.contentsOfDirectory(atPath: SourceTree.root.path).filter { $0.hasSuffix(".md") }
        let top = try names.map { SourceTree.File(path: $0, text: try SourceTree.text($0)) }
        return try top + ["Sources", "Tests", "Deploy"].flatMap { try SourceTree.files(below: $0, ending: ".md") }
    }

    @Test func `a line of prose has 120 columns at most`() throws {
        let pages = try Self.pages()
        #expect(pages.count > 20)
        for file in pages + SourceHabits.sources + SourceHabits.tests {
            for line in Self.wide(in: file) { Issue.record("\(file.path):\(line) is wider than \(Self.widest) columns") }
        }
    }

    @Test func `the rule of width is for prose alone`() {
        let (long, word) = (String(repeating: "word ", count: 30), String(repeating: "w", count: 130))
        func found(_ path: String, _ text: String) -> [Int] { Self.wide(in: SourceTree.File(path: path, text: text)) }
        #expect(found("a.md", "short\n\(long)\n| \(long)|\n```\n\(long)\n```\nhttps://a.example/\(word)") == [2])
        #expect(found("a.swift", "/// \(long)\nlet a = 1  // \(long)\n    /// \(long)\n/// | \(long)|\n/// `\(long)`.") == [1, 3])
    }
}
