import LogRecords

/// The keys of a format's lines that are worth noting.
struct Outline {
    private let shown: ShownPaths
    /// Nodes of which every key is noted: the root, and where an envelope holds the application's line.
    private var open: Set<Int> = [0]

    init(of format: String) {
        shown = ShownPaths.of(format: format)
        for envelope in LogFormat.all.lazy.filter({ $0.name == format }).flatMap(\.envelopes) {
            var node: Int? = 0
            for key in PathParts(envelope.prefix).keys { node = node.flatMap { shown.nodes[$0].children[key] } }
            if let node { open.insert(node) }
        }
    }

    /// Steps over a line, and gives each key that is worth noting with its value's kind.
    func walk(_ cursor: inout JSONCursor, note: (String, FieldCount.Kind) -> Void) throws(JSONCursor.Broken) {
        cursor.skipSpace()
        guard try cursor.kind() == .object else { return }
        try walk(&cursor, node: 0, below: "", note)
    }

    /// As deep as the format's tables go, which is three or four objects.
    private func walk(
        _ cursor: inout JSONCursor, node: Int, below prefix: String, _ note: (String, FieldCount.Kind) -> Void
    ) throws(JSONCursor.Broken) {
        try cursor.expect("{")
        cursor.skipSpace()
        guard !cursor.take("}") else { return }
        repeat {
            cursor.skipSpace()
            let raw = try cursor.string()
            cursor.skipSpace()
            try cursor.expect(":")
            cursor.skipSpace()
            try member(raw, &cursor, node: node, below: prefix, note)
            cursor.skipSpace()
        } while cursor.take(",")
        try cursor.expect("}")
    }

    /// Empty for a key that is not noted.
    private static func key(_ bytes: UnsafeRawBufferPointer) -> String {
        bytes.count <= FieldSampler.longestKey && isUTF8(bytes) ? String(decoding: bytes, as: UTF8.self) : ""
    }

    private static func escapedKey(_ raw: UnsafeRawBufferPointer) -> String {
        // Six bytes of the line make one of the key at most.
        raw.count <= 6 * FieldSampler.longestKey ? unescaped(raw)?.withUnsafeBytes(key) ?? "" : ""
    }

    private func member(
        _ raw: UnsafeRawBufferPointer, _ cursor: inout JSONCursor, node: Int, below prefix: String,
        _ note: (String, FieldCount.Kind) -> Void
    ) throws(JSONCursor.Broken) {
        let kind = try cursor.kind()
        let key = hasEscapes(raw) ? Outline.escapedKey(raw) : Outline.key(raw)
        let child = shown.child(key, of: node)
        let isNoted = !key.isEmpty && (open.contains(node) || child.map { shown.nodes[$0].rule != nil } ?? false)
        if isNoted, let noted = FieldCount.Kind(kind) { note(prefix + key, noted) }
        if kind == .object, let child, !shown.nodes[child].children.isEmpty {
            try walk(&cursor, node: child, below: prefix + key + ".", note)
        } else {
            _ = try cursor.skipValue()
        }
    }
}

extension FieldCount.Kind {
    /// `nil` for `null`.
    fileprivate init?(_ kind: JSONCursor.Kind) {
        switch kind {
        case .string: self = .text
        case .number: self = .number
        case .flag: self = .flag
        case .array: self = .list
        case .object: self = .object
        case .null: return nil
        }
    }
}
