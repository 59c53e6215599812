import Testing

/// Where types stand: whoever looks for one looks for a file of its name.
struct TypePlaces {
    /// A longer type is no small thing beside another.
    private static let mostLinesBeside = 40
    /// A file with more types is a drawer.
    private static let mostTypes = 5

    /// A type that other files see, where it is declared.
    private struct Place {
        var name: String
        var line: Int
        var lines: Int
    }

    private static func types(in file: SourceTree.File) -> [Place] {
        let lines = file.lines
        return lines.enumerated().compactMap { index, line in
            guard line.first?.isLetter == true,
                let name = line.prefixMatch(of: #/(?:package |final |indirect )*(?:struct|class|enum|actor|protocol) (\w+)/#)?.1
            else { return nil }
            let last = line.hasSuffix("}") ? index : lines[index...].firstIndex { $0 == "}" } ?? index
            return Place(name: String(name), line: index + 1, lines: last - index + 1)
        }
    }

    /// What is wrong with the places of a file's types.
    private static func findings(in file: SourceTree.File) -> [String] {
        let name = file.path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? ""
        let types = types(in: file)
        var findings = types.filter { $0.lines > mostLinesBeside && $0.name != name }.map {
            "\(file.path):\($0.line): \($0.name) has \($0.lines) lines and stands in a file of another name"
        }
        if types.count > mostTypes { findings.append("\(file.path): \(types.count) types") }
        if let plus = name.firstIndex(of: "+"), let type = types.first(where: { $0.name == name[..<plus] }) {
            findings.append("\(file.path):\(type.line): declares \(type.name), and is named as if it extended it")
        }
        return findings
    }

    @Test func `a type of more than a few lines stands in a file of its name, and few stand in one file`() {
        #expect(SourceHabits.sources.flatMap(Self.findings) == [])
    }

    @Test func `the rule finds what it is for, and leaves small companions alone`() {
        func count(_ path: String, _ types: [(head: String, lines: Int)]) -> Int {
            let text = types.map { "\($0.head) {\n" + String(repeating: "    var a = 1\n", count: $0.lines - 2) + "}\n" }
            return Self.findings(in: SourceTree.File(path: "Sources/A/" + path, text: text.joined(separator: "\n"))).count
        }
        let small = ("struct Small", 40)
        #expect(count("Main.swift", [("package struct Main", 90), small, ("private struct Own", 90)]) == 0)
        #expect(count("Main.swift", [("struct Main", 3), ("final class Second", 41)]) == 1)
        #expect(count("Main.swift", Array(repeating: small, count: 5)) == 0)
        #expect(count("Main.swift", Array(repeating: small, count: 6)) == 1)
        #expect(count("Main+More.swift", [("extension Main", 90), small]) == 0)
        #expect(count("Main+More.swift", [("struct Main", 9)]) == 1)
    }
}
