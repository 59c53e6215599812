import LogRecords

/// What may be shown of a wrapper: its own moments, streams and tags. Everything else of it is replaced by its size,
/// whatever its name.
struct RedactedWrapper {
    let line: UnsafeRawBufferPointer
    let wrapped: WrappedLine
    /// The application's line, redacted.
    let inner: String

    /// The whole line. What was a string stays one, with its quotes escaped.
    func text(masking: Masking) throws(JSONCursor.Broken) -> String {
        switch wrapped.content {
        case .bytes(let range) where !isObject: prefix(range.lowerBound) + inner
        case .bytes(let range): try object(range, inner, masking)
        case .string(let range): try object(range.lowerBound - 1..<range.upperBound + 1, quoted(inner), masking)
        case .numbers(let range): try object(range, quoted(inner), masking)
        }
    }

    private var isObject: Bool {
        var start = WrapperPrefix(line)
        start.skipBlanks()
        return start.isAt("{")
    }

    private func object(_ content: Range<Int>, _ inner: String, _ masking: Masking) throws(JSONCursor.Broken) -> String {
        var cursor = JSONCursor(line)
        var members: [String] = []
        var bytes = 0
        try cursor.members { (key, cursor) throws(JSONCursor.Broken) in
            let start = cursor.index
            let value = cursor.index == content.lowerBound ? try skip(&cursor, inner) : try RedactedWrapper.value(key, &cursor)
            guard bytes < RedactedLine.mostBytes || start == content.lowerBound else { return }
            let member = quoted(masking.mask.masked(key).escaped(limit: RedactedLine.longestKey)) + ": " + value
            bytes += member.utf8.count
            members.append(member)
        }
        return "{" + members.joined(separator: ", ") + "}"
    }

    private func skip(_ cursor: inout JSONCursor, _ text: String) throws(JSONCursor.Broken) -> String {
        _ = try cursor.skipValue()
        return text
    }

    private static func value(_ key: String, _ cursor: inout JSONCursor) throws(JSONCursor.Broken) -> String {
        let kind = try cursor.kind()
        let start = cursor.index
        let elements = try cursor.skipValue()
        let value = UnsafeRawBufferPointer(rebasing: cursor.bytes[start..<cursor.index])
        switch kind {
        case .string where isOwn(key, value): return String(decoding: value, as: UTF8.self)
        case .array: return "<array, \(elements) elements>"
        case .string: return RedactedLine.size(kind, bytes: value.count - 2)
        case .object, .number, .flag, .null: return RedactedLine.size(kind, bytes: value.count)
        }
    }

    /// A stream, a tag, or a moment that can be nothing else.
    private static func isOwn(_ key: String, _ value: UnsafeRawBufferPointer) -> Bool {
        let text = value.filter { $0 != UInt8(ascii: "\"") }
        switch key {
        case "stream": return ["stdout", "stderr"].contains { text.elementsEqual($0.utf8) }
        case "logtag", "_p": return ["F", "P"].contains { text.elementsEqual($0.utf8) }
        case "time", "@timestamp", "date": return isMoment(text)
        default: return false
        }
    }

    private static func isMoment(_ text: [UInt8]) -> Bool {
        text.withUnsafeBytes { bytes in
            var moment = WrapperPrefix(bytes)
            return moment.skipInstant() && moment.isAtEnd
        }
    }

    /// A container's prefix has nothing but a moment, a stream and tags; a syslog header names hosts and more.
    private func prefix(_ end: Int) -> String {
        let text = UnsafeRawBufferPointer(rebasing: line[..<end])
        var own = WrapperPrefix(text)
        own.skipBlanks()
        let start = own.index
        guard own.skipInstant(), own.take(" ") else { return "<header, \(end) bytes> " }
        let isContainers = text[own.index...].split(separator: 0x20).allSatisfy { word in
            ["stdout", "stderr", "F", "P"].contains { word.elementsEqual($0.utf8) }
        }
        return isContainers ? String(decoding: text[start...], as: UTF8.self) : "<header, \(end) bytes> "
    }
}
