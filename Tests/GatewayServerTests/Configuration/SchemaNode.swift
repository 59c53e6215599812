/// A part of a JSON Schema, as far as the schemas of settings use it.
struct SchemaNode {
    private let root: [String: Any]
    private let node: [String: Any]

    init(_ root: [String: Any]) { self.init(root, root) }

    private init(_ root: [String: Any], _ node: [String: Any]) {
        self.root = root
        // A part that may be left empty says so by `anyOf`, and a part that is used twice stands under `$defs`.
        let filled = (node["anyOf"] as? [[String: Any]])?.first { $0["$ref"] != nil } ?? node
        let name = (filled["$ref"] as? String).flatMap { $0.hasPrefix("#/$defs/") ? String($0.dropFirst("#/$defs/".count)) : nil }
        let parts = root["$defs"] as? [String: [String: Any]] ?? [:]
        self.node = name.flatMap { parts[$0] } ?? filled
    }

    /// The keys that an object of it may have; `nil` where it is none, or one whose keys are names.
    var keys: Set<String>? { (node["properties"] as? [String: Any]).map { Set($0.keys) } }

    /// What it says of a place below it; `nil` where it says nothing, or another schema does.
    func at(_ path: [SettingsPlace.Step]) -> SchemaNode? {
        guard let step = path.first else { return self }
        let part: Any?
        switch step {
        case .item: part = node["items"]
        case .key(let key): part = (node["properties"] as? [String: Any])?[key] ?? node["additionalProperties"]
        }
        return (part as? [String: Any]).flatMap { SchemaNode(root, $0).at(Array(path.dropFirst())) }
    }
}
