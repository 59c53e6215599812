import LogRecords

/// A redacted line with a key on each line, for a person.
///
/// What stands in place of a value (`<string, 6 bytes>`) is kept.
/// A number that is a moment is followed by the time that it means.
struct IndentedLine {
    /// A value of a line, as it stands there.
    fileprivate indirect enum Node {
        case scalar(String)
        case object([(key: String, value: Node)])
        case array([Node])
    }

    /// A piece of a line: what the log says, and the time that it means.
    struct Row: Equatable {
        var text: String
        var time: String?
    }

    private let root: Node

    /// `nil` where the text is no object: nothing of it can be indented.
    init?(_ text: String) {
        var reader = Reader(text)
        guard let root = reader.value(depth: 0), reader.isAtEnd, case .object = root else { return nil }
        self.root = root
    }

    /// In lines that are no wider than `columns` where they can be.
    func rows(within columns: Int) -> [Row] {
        var rows: [Row] = []
        IndentedLine.write(root, key: nil, depth: 0, behind: "", within: columns, to: &rows)
        return rows
    }

    private static func write(
        _ node: Node, key: String?, depth: Int, behind: String, within columns: Int, to rows: inout [Row]
    ) {
        let indent = String(repeating: "  ", count: depth)
        let head = indent + (key.map { $0 + ": " } ?? "")
        if depth > 0, let flat = flat(node), (head + flat + behind).columns <= columns || !node.isNested {
            return rows.append(Row(text: head + flat + behind, time: node.moment(of: key)))
        }
        switch node {
        case .scalar(let text): rows.append(Row(text: head + text + behind))
        case .object(let members):
            rows.append(Row(text: head + "{"))
            for (index, member) in members.enumerated() {
                write(
                    member.value, key: member.key, depth: depth + 1, behind: index < members.count - 1 ? "," : "",
                    within: columns, to: &rows)
            }
            rows.append(Row(text: indent + "}" + behind))
        case .array(let elements):
            rows.append(Row(text: head + "["))
            for (index, element) in elements.enumerated() {
                write(
                    element, key: nil, depth: depth + 1, behind: index < elements.count - 1 ? "," : "", within: columns,
                    to: &rows)
            }
            rows.append(Row(text: indent + "]" + behind))
        }
    }

    /// On one line, where nothing in it is nested and no moment in it needs words.
    private static func flat(_ node: Node) -> String? {
        switch node {
        case .scalar(let text): return text
        case .object(let members):
            let parts = members.map { member -> String? in
                guard case .scalar(let text) = member.value, member.value.moment(of: member.key) == nil else { return nil }
                return "\(member.key): \(text)"
            }
            return parts.contains(nil) ? nil : "{" + parts.compactMap { $0 }.joined(separator: ", ") + "}"
        case .array(let elements):
            let parts = elements.map { element -> String? in if case .scalar(let text) = element { text } else { nil } }
            return parts.contains(nil) ? nil : "[" + parts.compactMap { $0 }.joined(separator: ", ") + "]"
        }
    }

    /// Reads what a redacted line may be: JSON, with `<...>` where a value is not shown.
    private struct Reader {
        /// Deeper than any table goes.
        private static let deepest = 64

        private let text: [Unicode.Scalar]
        private var index = 0

        init(_ text: String) { self.text = Array(text.unicodeScalars) }

        var isAtEnd: Bool { index == text.count }

        mutating func value(depth: Int) -> Node? {
            guard depth < Reader.deepest, index < text.count else { return nil }
            switch text[index] {
            case "{":
                return list(until: "}") { reader in
                    guard let key = reader.string(), reader.take(": "), let value = reader.value(depth: depth + 1) else {
                        return nil
                    }
                    return (key, value)
                }.map(Node.object)
            case "[": return list(until: "]") { $0.value(depth: depth + 1) }.map(Node.array)
            case "\"": return string().map(Node.scalar)
            case "<": return run(through: ">").map(Node.scalar)
            default: return word().map(Node.scalar)
            }
        }

        /// What stands between two brackets, the first of which comes next.
        private mutating func list<Element>(until end: Unicode.Scalar, _ element: (inout Reader) -> Element?) -> [Element]? {
            index += 1
            var elements: [Element] = []
            if index < text.count, text[index] == end {
                index += 1
                return elements
            }
            while let next = element(&self) {
                elements.append(next)
                guard index < text.count else { return nil }
                if text[index] == end {
                    index += 1
                    return elements
                }
                guard take(", ") else { return nil }
            }
            return nil
        }

        private mutating func take(_ mark: String) -> Bool {
            let scalars = Array(mark.unicodeScalars)
            guard text[index...].starts(with: scalars) else { return false }
            index += scalars.count
            return true
        }

        /// With its quotes and as it is escaped.
        private mutating func string() -> String? {
            guard index < text.count, text[index] == "\"" else { return nil }
            var end = index + 1
            while end < text.count, text[end] != "\"" { end += text[end] == "\\" ? 2 : 1 }
            guard end < text.count else { return nil }
            defer { index = end + 1 }
            return spelled(index...end)
        }

        private mutating func run(through last: Unicode.Scalar) -> String? {
            guard let end = text[index...].firstIndex(of: last) else { return nil }
            defer { index = end + 1 }
            return spelled(index...end)
        }

        private mutating func word() -> String? {
            let end = text[index...].firstIndex { ",]}".unicodeScalars.contains($0) } ?? text.count
            guard end > index else { return nil }
            defer { index = end }
            return spelled(index...end - 1)
        }

        private func spelled(_ range: ClosedRange<Int>) -> String {
            String(String.UnicodeScalarView(text[range]))
        }
    }
}

extension IndentedLine.Node {
    fileprivate var isNested: Bool { if case .scalar = self { false } else { true } }

    /// The time that a number below such a key means.
    fileprivate func moment(of key: String?) -> String? {
        guard case .scalar(let text) = self, let key else { return nil }
        return EpochText(key: key, value: text)?.text
    }
}
