import Foundation
import Testing

/// What can be checked mechanically of the way this project is written.
struct SourceHabits {
    static let sources = (try? SourceTree.files(below: "Sources", ending: ".swift")) ?? []
    static let tests = (try? SourceTree.files(below: "Tests", ending: ".swift")) ?? []

    @Test func `a source file stays under 400 lines`() {
        #expect(!Self.sources.isEmpty)
        for file in Self.sources + Self.tests {
            #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines: is there a second idea in it?")
        }
    }

    @Test func `a function stays under 60 lines, or says in front of it why it is long`() {
        for file in Self.sources + Self.tests {
            for (index, line) in file.lines.enumerated() {
                // Few lines do, and a regular expression takes long.
                guard line.contains("func ") || line.contains("init"),
                    let indent = line.prefixMatch(of: #/( *)(?:@?\w+ )*(?:func|init)\b/#)?.1
                else { continue }
                let length = lengthOfBlock(file.lines, from: index, indent: indent.count)
                let isExplained = index > 0 && file.lines[index - 1].contains("// long: ")
                #expect(length <= 60 || isExplained, "\(file.path):\(index + 1): \(length) lines")
            }
        }
    }

    /// Lines to the brace that ends what begins on a line; 1 where nothing begins, as in a protocol.
    private func lengthOfBlock(_ lines: [Substring], from first: Int, indent: Int) -> Int {
        for index in lines.indices.dropFirst(first + 1) {
            let depth = lines[index].prefix { $0 == " " }.count
            guard depth <= indent, depth < lines[index].count else { continue }
            let mark = lines[index].dropFirst(depth).first
            if depth == indent, mark == "}" { return index - first + 1 }
            if depth < indent || mark != ")" { return 1 }
        }
        return 1
    }

    @Test func `nothing is public and nothing is forced`() {
        let forbidden = ["public ", "try!", "fatalError(", "as!", "@unchecked Sendable {\n"]  // what is looked for, not used
        for file in Self.sources {
            for (number, line) in file.code {
                for word in forbidden where line.contains(word) {
                    Issue.record("\(file.path):\(number) has `\(word)`")
                }
            }
        }
    }

    @Test func `each type that stands by itself says in front of it what it is`() {
        for file in Self.sources {
            for (index, line) in file.lines.enumerated() where line.first?.isLetter == true && !line.hasPrefix("private ") {
                guard line.contains(#/^(package |final |indirect )*(struct|class|enum|actor|protocol) /#) else { continue }
                let before = file.lines[..<index].last { !$0.hasPrefix("@") }
                #expect(before?.hasPrefix("///") == true, "\(file.path):\(index + 1)")
            }
        }
    }

    @Test func `no file is called after a heap of things`() {
        for file in Self.sources {
            for word in ["Utilities", "Helpers", "Manager", "Common", "Misc"] {
                #expect(!file.path.contains(word), "\(file.path): name the idea")
            }
        }
    }

    @Test func `no note to self is left in the code`() {
        for file in Self.sources + Self.tests where !file.path.hasPrefix("Tests/TidyTests/") {
            for mark in [#/\bTODO\b/#, #/\bFIXME\b/#, #/\bXXX\b/#, #/\.disabled\(/#] {  // what is looked for, no note of ours
                #expect(!file.text.contains(mark), "\(file.path) has a note to self")
            }
        }
    }

    @Test func `the pure targets import no Foundation`() {
        for target in ["LogRecords", "Places", "LogFormats", "TraceRoutes"] {
            for file in Self.sources where file.path.hasPrefix("Sources/\(target)/") {
                #expect(!file.text.contains("import Foundation"), "\(file.path)")
            }
        }
    }

    @Test func `LogRecords and Places import nothing`() {
        for target in ["LogRecords", "Places"] {
            for file in Self.sources where file.path.hasPrefix("Sources/\(target)/") {
                for (number, line) in file.code {
                    #expect(!line.contains(#/^(package |internal |private )?import /#), "\(file.path):\(number)")
                }
            }
        }
    }

    @Test func `what lines mean is said in values, and worded where it is rendered`() {
        for file in Self.sources where file.path.hasPrefix("Sources/TraceRoutes/") {
            // A broken assumption of ours ends the program, and is said to nobody else.
            for (number, line) in file.code where !line.contains("precondition") {
                let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
                for (index, part) in parts.enumerated() where index % 2 == 1 && part.contains(#/[a-z]+ [a-z]+ [a-z]+/#) {
                    Issue.record("\(file.path):\(number): \(part)")
                }
            }
        }
    }

    @Test func `only a store writes SQL`() {
        for file in Self.sources where !file.path.hasPrefix("Sources/LogStore") {
            for (number, line) in file.code {
                #expect(!line.contains(#/\b(SELECT .* FROM|INSERT INTO|CREATE TABLE)\b/#), "\(file.path):\(number)")
            }
        }
    }

    @Test func `what a database holds is read by functions that throw, never by a subscript that stops the program`() {
        let trapping = #/\brow\[|\$0\[\d|\bRow\.fetch|\.fetch(?:One|All|Set|Cursor)\(/#  // GRDB's, which trap or may
        for file in Self.sources where file.path.hasPrefix("Sources/LogStore") && !file.path.hasSuffix("/CatalogRow.swift") {
            for (number, line) in file.code {
                #expect(!line.contains(trapping), "\(file.path):\(number) reads past CatalogRow")
            }
        }
    }

    @Test func `no path of a development machine stands anywhere`() throws {
        // Spelled in parts, so that this file does not hold what it looks for.
        let paths = ["/wo" + "rk/", "/ro" + "ot/", "/opt/swift" + "-packages", "/ho" + "me/"]
        let manuals = try SourceTree.files(below: "man", ending: "")
        for file in Self.sources + Self.tests + manuals {
            for path in paths {
                #expect(!file.text.contains(path), "\(file.path) names \(path)")
            }
        }
    }

    @Test func `only targets that quick leaves out start programs`() throws {
        let script = try SourceTree.text("Tools/tests.sh")
        let starting = script.matches(of: #/(?m)^\w+='(\w+)\\\.'$/#).map { "Tests/\($0.1)/" }
        #expect(starting.count == 3)
        let own = ["Tests/Workbench/", "Tests/TidyTests/"]
        for file in Self.tests where !(starting + own).contains(where: file.path.hasPrefix) {
            for line in file.code where line.text.contains("RunProgram") || line.text.contains("BuiltProgram") {
                Issue.record("\(file.path):\(line.number) starts a program: it belongs to \(starting)")
            }
        }
    }

    @Test func `tests make folders, start processes and find the repository's files in one way, the workbench's`() {
        let own = ["Process()", "temporaryDirectory", "NSTemporaryDirectory", "#filePath"]
        let others = Self.tests.filter { !$0.path.hasPrefix("Tests/Workbench/") && !$0.path.hasPrefix("Tests/TidyTests/") }
        #expect(!others.isEmpty)
        for file in others {
            for line in file.code {
                for word in own where line.text.contains(word) { Issue.record("\(file.path):\(line.number) has \(word)") }
            }
        }
    }
}
