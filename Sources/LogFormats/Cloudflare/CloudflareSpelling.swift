/// Cloudflare's names in the spelling of databases and templates: `ray_id`, `ray-id`, `rayID`, `rayid`.
///
/// Letter for letter each is one of the vendor's names and no other; words of somebody's own choice are none. Only a
/// line that no format knows as it stands is asked for them: tables of each spelling would cost every program that
/// reads.
enum CloudflareSpelling {
    /// The vendor's names, by their letters and digits in lower case.
    private static let names: [String: String] = {
        let tables = LogFormat.all.filter { $0.name == "cloudflare.http_requests" }
        let fields = tables.flatMap(\.fields).flatMap { field in
            field.conditions.map(\.path) + (field.path.map { [$0] } ?? [])
        }
        let tops = (fields + tables.flatMap(\.requires) + tables.flatMap(\.anyOf)).compactMap { PathParts($0).keys.first }
        return Dictionary(tops.map { (letters($0), $0) }) { first, _ in first }
    }()

    /// Longer keys are nobody's.
    private static let longest = 64

    private static func letters(_ key: String) -> String { key.filter { $0 != "_" && $0 != "-" }.lowercased() }

    /// The vendor's name that a key spells in another way.
    static func name(of key: String) -> String? {
        key.utf8.count <= longest ? names[letters(key)] : nil
    }

    /// The line with the vendor's names; `nil` unless it has a ray and a time.
    static func respelt(_ line: UnsafeRawBufferPointer) -> [UInt8]? {
        var cursor = JSONCursor(line)
        var respelt: [UInt8] = []
        var found: Set<String> = []
        let isRead: Void? = try? cursor.members { (key, cursor) throws(JSONCursor.Broken) in
            let start = cursor.index
            _ = try cursor.skipValue()
            guard let name = name(of: key) else { return }
            found.insert(name)
            respelt.append(contentsOf: respelt.isEmpty ? "{\"".utf8 : ",\"".utf8)
            respelt.append(contentsOf: name.utf8)
            respelt.append(contentsOf: "\":".utf8)
            respelt.append(contentsOf: line[start..<cursor.index])
        }
        guard isRead != nil, found.contains("RayID"), !found.isDisjoint(with: ["EdgeStartTimestamp", "EdgeEndTimestamp"]) else {
            return nil
        }
        return respelt + [UInt8(ascii: "}")]
    }
}

extension FieldMapping {
    fileprivate var path: KeyPath? {
        if case .path(let path) = source { path } else { nil }
    }
}
