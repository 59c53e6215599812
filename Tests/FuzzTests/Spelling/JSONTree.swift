import Foundation

/// A line of JSON taken apart by a reader that shares nothing with ours, so that it can be written anew.
enum JSONTree {
    case object([(key: String, value: JSONTree)])
    case array([JSONTree])
    case string(String)
    /// A number, a flag, `null`, or a string that spells no text: as it stands.
    case verbatim(String)

    /// `nil` for what is no object of JSON, or is no UTF-8.
    init?(line: [UInt8]) {
        guard let text = String(validating: line, as: UTF8.self) else { return nil }
        var reader = Reader(scalars: Array(text.unicodeScalars))
        reader.skipSpace()
        guard reader.next == "{", let tree = reader.value() else { return nil }
        reader.skipSpace()
        guard reader.next == nil else { return nil }
        self = tree
    }

    private struct Reader {
        let scalars: [Unicode.Scalar]
        var index = 0

        init(scalars: [Unicode.Scalar]) {
            self.scalars = scalars
        }

        var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

        mutating func skipSpace() {
            while let next, " \t\r\n".unicodeScalars.contains(next) { index += 1 }
        }

        private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
            skipSpace()
            guard next == scalar else { return false }
            index += 1
            return true
        }

        mutating func value() -> JSONTree? {
            skipSpace()
            switch next {
            case "{": return object()
            case "[": return array()
            case "\"": return string()
            default: return word()
            }
        }

        private mutating func object() -> JSONTree? {
            guard take("{") else { return nil }
            var members: [(key: String, value: JSONTree)] = []
            if take("}") { return .object([]) }
            repeat {
                skipSpace()
                guard case .string(let key)? = string(), take(":"), let value = value() else { return nil }
                members.append((key, value))
            } while take(",")
            return take("}") ? .object(members) : nil
        }

        private mutating func array() -> JSONTree? {
            guard take("[") else { return nil }
            var elements: [JSONTree] = []
            if take("]") { return .array([]) }
            repeat {
                guard let value = value() else { return nil }
                elements.append(value)
            } while take(",")
            return take("]") ? .array(elements) : nil
        }

        private mutating func string() -> JSONTree? {
            guard next == "\"" else { return nil }
            let start = index
            index += 1
            while let next, next != "\"" { index += next == "\\" ? 2 : 1 }
            guard next == "\"" else { return nil }
            index += 1
            let raw = text(start..<index)
            guard raw.contains("\\") else { return .string(String(raw.dropFirst().dropLast())) }
            // What fails spells no text.
            let spelled = try? JSONSerialization.jsonObject(with: Data(raw.utf8), options: .fragmentsAllowed)
            return (spelled as? String).map(JSONTree.string) ?? .verbatim(raw)
        }

        private mutating func word() -> JSONTree? {
            let start = index
            while let next, !",]} \t\r\n".unicodeScalars.contains(next) { index += 1 }
            return index > start ? .verbatim(text(start..<index)) : nil
        }

        private func text(_ range: Range<Int>) -> String {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars[range])
            return String(text)
        }
    }
}
