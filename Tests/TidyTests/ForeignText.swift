import Foundation
import Testing

/// What can be found mechanically of the ways in which text from outside ends a program; CONTRIBUTING.md says what is
/// done instead.
struct ForeignText {
    /// Where what is read was written by others, or by nobody that can be asked.
    private static let readers = [
        "LogRecords", "LogFormats", "LogShards", "LogIngest", "TraceRoutes", "TraceRendering", "TraceCommands", "GatewayServer",
    ]

    /// A file with this line promises that each of its sums and products is checked, saturates, or says why it cannot
    /// overflow.
    private static let mark = "// foreign numbers: sums and products are checked"
    /// What a line says that only looks as if it could end the program, and why it cannot.
    private static let reason = "// bounded: "

    /// A line of code without what stands in its strings and comments.
    private struct Line {
        var place: String
        var code: String
    }

    private static func lines(of file: SourceTree.File) -> [Line] {
        var isInText = false
        return file.code.compactMap { number, text -> Line? in
            if text.components(separatedBy: "\"\"\"").count == 2 {
                isInText.toggle()
                return nil
            }
            guard !isInText, !text.contains(reason) else { return nil }
            let code = String(text).replacing(##/#".*?"#|#\/.*?\/#/##, with: "\"\"").replacing(#/"(\\.|[^"\\])*"/#, with: "\"\"")
                .replacing(#/\/\/.*/#, with: "")
            return Line(place: "\(file.path):\(number)", code: code)
        }
    }

    /// The lines of all sources, by path; taken apart once for all rules, which takes longer than a rule.
    private static let sources = Dictionary(grouping: SourceHabits.sources, by: \.path).mapValues { $0.flatMap(lines) }

    private func findings(_ pattern: Regex<Substring>, in files: [SourceTree.File]) -> [String] {
        files.flatMap { ForeignText.sources[$0.path] ?? ForeignText.lines(of: $0) }.filter { $0.code.contains(pattern) }.map(
            \.place)
    }

    private var read: [SourceTree.File] {
        SourceHabits.sources.filter { file in ForeignText.readers.contains { file.path.hasPrefix("Sources/\($0)/") } }
    }

    @Test func `no part of a split is taken by its number before it is known to be there`() {
        #expect(findings(#/\.(?:split|components)\([^\n]*?\)\s*\[/#, in: SourceHabits.sources) == [])
    }

    @Test func `nothing is unwrapped by force`() {
        #expect(findings(#/[\w\)\]]!(?!=)/#, in: SourceHabits.sources) == [])
    }

    @Test func `no count of a prefix or suffix can be negative`() {
        #expect(
            findings(#/\.(?:prefix|suffix|dropFirst|dropLast|removeFirst|removeLast)\([^\(\)]* - /#, in: SourceHabits.sources) == []
        )
    }

    @Test func `no dictionary ends the program over a key that comes twice`() {
        #expect(findings(#/uniqueKeysWithValues/#, in: read) == [])
    }

    @Test func `a number with a fraction becomes a whole one only where it fits`() {
        let doubles = #/\bU?Int(?:8|16|32|64)?\((?!exactly).*(?:Double\(|\.rounded|\d\.\d|\b\d+[eE]\d|timeInterval).*/#
        let files = read.filter { !$0.path.hasPrefix("Sources/GatewayServer/") }
        #expect(findings(doubles, in: files) == [])
    }

    @Test func `where numbers of others are summed each sum is checked`() {
        let marked = SourceHabits.sources.filter { $0.text.contains(ForeignText.mark) }
        #expect(marked.count > 5)
        #expect(findings(#/[A-Za-z_\)\]] (?:[-+*]|[-+*]=) [A-Za-z_\(]/#, in: marked) == [])
    }

    /// The rules themselves: a line that each must find, and one like it that it must leave alone.
    @Test func `the rules find what they are for`() {
        func isFound(_ pattern: Regex<Substring>, _ code: String) -> Bool {
            !findings(pattern, in: [SourceTree.File(path: "a", text: code)]).isEmpty
        }
        #expect(isFound(#/\.(?:split|components)\([^\n]*?\)\s*\[/#, #"let first = header.split(separator: ";")[0]"#))
        #expect(!isFound(#/\.(?:split|components)\([^\n]*?\)\s*\[/#, #"let parts = header.split(separator: ";")"#))
        #expect(isFound(#/[\w\)\]]!(?!=)/#, "let first = list.first!"))
        #expect(!isFound(#/[\w\)\]]!(?!=)/#, #"if one != other { say("no!") } // no!"#))
        #expect(isFound(#/[A-Za-z_\)\]] (?:[-+*]|[-+*]=) [A-Za-z_\(]/#, "total += count"))
        #expect(!isFound(#/[A-Za-z_\)\]] (?:[-+*]|[-+*]=) [A-Za-z_\(]/#, "total &+= count  // bounded: a line"))
    }
}
