package import LogRecords

/// A log line as it may be shown to a person: the values that a table of its format gives a meaning, and of the others
/// their size.
///
/// Keys, their order and their repetitions are the line's. Personal values show their beginning, and so do IP and
/// e-mail addresses and what the mask knows, wherever they stand. Of a wrapper around a line only moments, streams and
/// tags are shown. Nothing is shown of a line that is no JSON, because then no value has a name. The text is JSON but
/// for the `<...>` in place of a value.
package struct RedactedLine: Sendable, Equatable {
    package let text: String

    /// At most this much is written, then `...`.
    package static let mostBytes = 1 << 16
    private static let longestValue = 512
    static let longestKey = 128
    private static let mostElements = 16

    /// `format` is the name of the format that recognised the line, or what lies in it.
    package init(_ line: UnsafeRawBufferPointer, format: String, mask: Mask = .addresses) {
        let masking = Masking(mask: mask)
        let paths = ShownPaths.of(format: format)
        text =
            RedactedLine.unwrapped(line, paths, masking) ?? RedactedLine.text(line, paths, masking)
            ?? "<not JSON, \(line.count) bytes>"
    }

    /// A line in a wrapper; `nil` where it lies in none, or is no whole object.
    private static func unwrapped(_ line: UnsafeRawBufferPointer, _ paths: ShownPaths, _ masking: Masking) -> String? {
        let isObject = isObject(line)
        guard case .wrapped(let wrapped) = WrappedLine.find(line, isObject: isObject) else { return nil }
        var room = UnwrappedBytes()
        guard let inner = wrapped.text(of: line, in: &room), RedactedLine.isObject(inner) else { return nil }
        return text(inner, paths, masking).flatMap {
            try? RedactedWrapper(line: line, wrapped: wrapped, inner: $0).text(masking: masking)
        }
    }

    /// Whether an object is all that stands there.
    private static func isObject(_ line: UnsafeRawBufferPointer) -> Bool {
        var cursor = JSONCursor(line)
        cursor.skipSpace()
        guard let kind = try? cursor.kind(), kind == .object, (try? cursor.skipValue()) != nil else { return false }
        cursor.skipSpace()
        return cursor.isAtEnd
    }

    /// `nil` where a line is no JSON.
    private static func text(_ line: UnsafeRawBufferPointer, _ paths: ShownPaths, _ masking: Masking) -> String? {
        var check = JSONCursor(line)
        var painter = Painter(paths: paths, masking: masking, cursor: JSONCursor(line))
        do throws(JSONCursor.Broken) {
            _ = try check.skipValue()
            check.skipSpace()
            guard check.isAtEnd else { return nil }
            try painter.value(at: 0)
            return painter.text
        } catch {
            return nil
        }
    }

    /// Writes the line anew while it steps over it. It goes no deeper than the tables do.
    private struct Painter {
        let paths: ShownPaths
        let masking: Masking
        var cursor: JSONCursor
        var text = ""

        mutating func value(at node: Int?) throws(JSONCursor.Broken) {
            cursor.skipSpace()
            guard text.utf8.count < RedactedLine.mostBytes else { return try rest() }
            let kind = try cursor.kind()
            switch kind {
            case .object where node.map { !paths.nodes[$0].children.isEmpty } ?? false: try object(at: node ?? 0)
            case .array where node.map { paths.nodes[$0].element != nil || paths.nodes[$0].rule != nil } ?? false:
                try array(at: node ?? 0)
            case .object, .array: try placeholder(kind)
            case .null, .flag, .number, .string: try scalar(kind, rule: node.flatMap { paths.nodes[$0].rule })
            }
        }

        private mutating func object(at node: Int) throws(JSONCursor.Broken) {
            try cursor.expect("{")
            text += "{"
            cursor.skipSpace()
            if cursor.take("}") {
                text += "}"
                return
            }
            var isFirst = true
            repeat {
                cursor.skipSpace()
                let key = spelled(try cursor.string())
                cursor.skipSpace()
                try cursor.expect(":")
                if text.utf8.count < RedactedLine.mostBytes {
                    text += (isFirst ? "" : ", ") + quoted(masking.mask.masked(key).escaped(limit: RedactedLine.longestKey)) + ": "
                }
                isFirst = false
                try value(at: paths.child(key, of: node))
                cursor.skipSpace()
            } while cursor.take(",")
            try cursor.expect("}")
            text += "}"
        }

        private mutating func array(at node: Int) throws(JSONCursor.Broken) {
            try cursor.expect("[")
            text += "["
            cursor.skipSpace()
            if cursor.take("]") {
                text += "]"
                return
            }
            var count = 0
            repeat {
                cursor.skipSpace()
                if count < RedactedLine.mostElements {
                    text += count == 0 ? "" : ", "
                    try element(of: node)
                } else {
                    _ = try cursor.skipValue()
                }
                count += 1
                cursor.skipSpace()
            } while cursor.take(",")
            try cursor.expect("]")
            if count > RedactedLine.mostElements { text += ", <\(count - RedactedLine.mostElements) more>" }
            text += "]"
        }

        /// Elements of a list of objects have places of their own; those of a list of texts are shown as one text would
        /// be.
        private mutating func element(of node: Int) throws(JSONCursor.Broken) {
            if let element = paths.nodes[node].element { return try value(at: element) }
            let kind = try cursor.kind()
            switch kind {
            case .object, .array: try placeholder(kind)
            case .null, .flag, .number, .string: try scalar(kind, rule: paths.nodes[node].rule)
            }
        }

        private mutating func scalar(_ kind: JSONCursor.Kind, rule: ShownPaths.Rule?) throws(JSONCursor.Broken) {
            guard let rule, kind != .null else {
                // Yes or no names nobody.
                guard kind == .flag else { return try placeholder(kind) }
                return text += String(decoding: try cursor.word(), as: UTF8.self)
            }
            let raw = kind == .string ? try cursor.string() : try cursor.word()
            let value = spelled(raw)
            guard let shown = masking.shown(value, by: rule) else {
                text += RedactedLine.size(kind, bytes: raw.count)
                return
            }
            let escaped = shown.escaped(limit: RedactedLine.longestValue)
            text += kind == .string || shown != value ? quoted(escaped) : escaped
        }

        private mutating func placeholder(_ kind: JSONCursor.Kind) throws(JSONCursor.Broken) {
            let start = cursor.index
            let elements = try cursor.skipValue()
            let bytes = cursor.index - start
            text +=
                kind == .array
                ? "<array, \(elements) elements>" : RedactedLine.size(kind, bytes: kind == .string ? bytes - 2 : bytes)
        }

        /// Steps over what is too much to write.
        private mutating func rest() throws(JSONCursor.Broken) {
            _ = try cursor.skipValue()
            if !text.hasSuffix("...") { text += "..." }
        }
    }

    static func size(_ kind: JSONCursor.Kind, bytes: Int) -> String {
        switch kind {
        case .object: "<object, \(bytes) bytes>"
        case .array: "<array>"
        case .string: "<string, \(bytes) bytes>"
        case .number: "<number>"
        case .flag: "<true or false>"
        case .null: "null"
        }
    }
}

func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text.unicodeScalars {
        if character == "\"" || character == "\\" { quoted += "\\" }
        quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
}

/// The text that a JSON string spells; where its escapes are broken, or its bytes no UTF-8, what stands there.
private func spelled(_ raw: UnsafeRawBufferPointer) -> String {
    String(decoding: unescaped(raw) ?? [UInt8](raw), as: UTF8.self)
}
