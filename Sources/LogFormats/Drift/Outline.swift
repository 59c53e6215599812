import LogRecords

/// The keys of a source's lines that are worth noting, each with a number.
///
/// What a key leads to is found out when it is met first. Lines of one source have the same keys in the same order, so
/// later it costs a comparison with the key that probably comes next.
struct Outline {
    /// Keys that are remembered; others are not noted.
    static let mostKeys = 512

    /// An object whose keys are gone through.
    private struct Place {
        /// Its node in the tables' tree, and what stands before its keys in a path.
        var node: Int
        var prefix: String
        var members: [Member] = []
    }

    private struct Member {
        /// As lines write it, escapes and all.
        var key: [UInt8]
        /// The number of its path; `nil` where that is not noted.
        var path: Int?
        /// `nil` where a value is stepped over, whatever it is.
        var place: Int?
    }

    /// A path by its number, and what its value is.
    typealias Found = (path: Int, kind: JSONCursor.Kind)

    private let shown: ShownPaths
    /// Nodes of which every key is noted: the root, and where an envelope holds the application's line.
    private var open: Set<Int> = [0]
    /// The first is a whole line.
    private var places = [Place(node: 0, prefix: "")]
    private var keys = 0
    private var numbers: [String: Int] = [:]
    /// By their numbers.
    private(set) var paths: [String] = []
    /// What the line had that was walked last.
    private(set) var found: [Found] = []

    init(of format: String) {
        shown = ShownPaths.of(format: format)
        for envelope in LogFormat.all.lazy.filter({ $0.name == format }).flatMap(\.envelopes) {
            var node: Int? = 0
            for key in PathParts(envelope.prefix).keys { node = node.flatMap { shown.nodes[$0].children[key] } }
            if let node { open.insert(node) }
        }
    }

    var isFull: Bool { keys >= Outline.mostKeys }

    /// Steps over a line, which is an object, and finds each key that is worth noting, unless its value is `null`.
    mutating func walk(_ line: UnsafeRawBufferPointer) {
        found.removeAll(keepingCapacity: true)
        var cursor = JSONCursor(line)
        cursor.skipSpace()
        // The line was scanned before, so it is JSON; where this reader thinks otherwise, what it found up to there counts.
        try? walk(&cursor, place: 0)
    }

    /// As deep as the format's tables go, which is three or four objects.
    private mutating func walk(_ cursor: inout JSONCursor, place: Int) throws(JSONCursor.Broken) {
        try cursor.expect("{")
        cursor.skipSpace()
        guard !cursor.take("}") else { return }
        var next = 0
        repeat {
            cursor.skipSpace()
            let key = try cursor.string()
            cursor.skipSpace()
            try cursor.expect(":")
            cursor.skipSpace()
            let kind = try cursor.kind()
            let member = member(key, of: place, expected: next) ?? remember(key, in: place)
            if let member { next = member + 1 }
            if kind != .null, let path = member.flatMap({ places[place].members[$0].path }) { found.append((path, kind)) }
            if kind == .object, let below = member.flatMap({ places[place].members[$0].place }) {
                try walk(&cursor, place: below)
            } else {
                _ = try cursor.skipValue()
            }
            cursor.skipSpace()
        } while cursor.take(",")
        try cursor.expect("}")
    }

    /// Where a key is among those that are known of an object.
    private func member(_ key: UnsafeRawBufferPointer, of place: Int, expected: Int) -> Int? {
        func isKey(_ index: Int) -> Bool { places[place].members[index].key.withUnsafeBytes { equalBytes($0, key) } }
        let indices = places[place].members.indices
        return indices.contains(expected) && isKey(expected) ? expected : indices.first(where: isKey)
    }

    /// Finds out what a key leads to. `nil` for one that is too long, or one too many.
    private mutating func remember(_ raw: UnsafeRawBufferPointer, in place: Int) -> Int? {
        // Six bytes of the line make one of the key at most.
        guard !isFull, raw.count <= 6 * FieldSampler.longestKey else { return nil }
        keys += 1
        var member = Member(key: Array(raw))
        if let key = Outline.text(of: raw) {
            let (node, path) = (places[place].node, places[place].prefix + key)
            let child = shown.child(key, of: node)
            if open.contains(node) || child.map({ shown.nodes[$0].rule != nil }) ?? false { member.path = number(of: path) }
            if let child, !shown.nodes[child].children.isEmpty {
                member.place = places.count
                places.append(Place(node: child, prefix: path + "."))
            }
        }
        places[place].members.append(member)
        return places[place].members.count - 1
    }

    private mutating func number(of path: String) -> Int {
        if let known = numbers[path] { return known }
        numbers[path] = paths.count
        paths.append(path)
        return paths.count - 1
    }

    /// `nil` for a key that is empty, too long, or no text.
    private static func text(of raw: UnsafeRawBufferPointer) -> String? {
        hasEscapes(raw) ? unescaped(raw)?.withUnsafeBytes(plainText) : plainText(raw)
    }

    private static func plainText(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard !bytes.isEmpty, bytes.count <= FieldSampler.longestKey, isUTF8(bytes) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
