import LogRecords
import Synchronization

/// Which of a line's values may be shown: those that the tables of its format, and the envelopes around it, give a
/// meaning.
struct ShownPaths: Sendable {
    /// How a value is shown; of several rules for one path the strictest holds.
    enum Rule: Sendable, Equatable {
        /// If it is one of the words that a table compares it with (`"logger": "api.access"`).
        case words(Set<String>)
        /// A name of the operator's own (a replica, a provider's host): an address in it is no client's.
        case operators
        case whole
        /// The URL of a provider, without what may hold secrets: query, fragment, user and password.
        case call
        /// A path or any other URL, in the same way.
        case address
        /// Of a person: its beginning.
        case personal

        func stricter(_ other: Rule) -> Rule {
            switch (self, other) {
            case (.words(let left), .words(let right)): .words(left.union(right))
            case (.personal, _), (_, .personal): .personal
            case (.address, _), (_, .address): .address
            case (.call, _), (_, .call): .call
            case (.whole, _), (_, .whole): .whole
            case (.operators, _), (_, .operators): .operators
            }
        }
    }

    /// A key of the tree of paths: what is shown of its value, and the keys below it.
    struct Node: Sendable {
        var rule: Rule?
        var children: [String: Int] = [:]
        /// The node of an array's elements.
        var element: Int?
    }

    /// The first is the root.
    private(set) var nodes = [Node()]

    /// For a format that no table knows, nothing is shown.
    static func of(format name: String) -> ShownPaths {
        known.withLock { known in
            if let paths = known[name] { return paths }
            let paths = ShownPaths(of: LogFormat.all.filter { $0.name == name })
            if !paths.nodes[0].children.isEmpty { known[name] = paths }
            return paths
        }
    }

    /// Those of the formats that were asked for: a question needs one or two, and making all takes 38 million
    /// instructions.
    private static let known = Mutex<[String: ShownPaths]>([:])

    /// Whether keys may be Cloudflare's in another spelling.
    private let hasSpellings: Bool

    /// The node of a key below another one.
    func child(_ key: String, of node: Int) -> Int? {
        if let child = nodes[node].children[key] { return child }
        return node == 0 && hasSpellings ? CloudflareSpelling.name(of: key).flatMap { nodes[0].children[$0] } : nil
    }

    private init(of formats: [LogFormat]) {
        hasSpellings = formats.contains { $0.name == "cloudflare.http_requests" }
        for format in formats {
            add(format.fields, format.matches, below: nil, vantage: format.vantage)
            for envelope in format.envelopes {
                add(format.fields, format.matches, below: envelope.prefix, vantage: format.vantage)
                add(envelope.fields, envelope.matches, below: nil, vantage: format.vantage)
            }
            for path in HarmlessPaths.of(format: format.name) {
                add(path, below: nil, .whole)
                for envelope in format.envelopes { add(path, below: envelope.prefix, .whole) }
            }
        }
    }

    private mutating func add(_ fields: [FieldMapping], _ tests: [ValueTest], below prefix: KeyPath?, vantage: Vantage) {
        for field in fields {
            if case .path(let path) = field.source { add(path, below: prefix, ShownPaths.rule(field, vantage)) }
            for test in field.conditions { add(test, below: prefix) }
        }
        for test in tests { add(test, below: prefix) }
    }

    private mutating func add(_ test: ValueTest, below prefix: KeyPath?) {
        switch test.test {
        case .equals(let word): add(test.path, below: prefix, .words([word]))
        case .isOneOf(let words): add(test.path, below: prefix, .words(Set(words)))
        case .isNoneOf, .hasPrefix, .hasSuffix, .isLog, .isNumber, .isAbsent, .isPresent: break
        }
    }

    private static func rule(_ field: FieldMapping, _ vantage: Vantage) -> Rule {
        let shown: FieldShowing =
            switch field.target {
            case .record(let field): field.row.shown
            case .attempt(let field): field.row.shown
            }
        switch shown {
        case .personal: return .personal
        case .personalOfMonolith where vantage == .monolith: return .personal
        case .operators where field.reading != .callAddress: return .operators
        case .whole, .personalOfMonolith, .operators: break
        }
        switch field.reading {
        case .callAddress: return .call
        case .pathTerm, .hostTerm: return .address
        default: return .whole
        }
    }

    private mutating func add(_ path: KeyPath, below prefix: KeyPath?, _ rule: Rule) {
        var node = 0
        for step in (prefix.map(ShownPaths.steps) ?? []) + ShownPaths.steps(path) { node = child(of: node, step) }
        nodes[node].rule = nodes[node].rule?.stricter(rule) ?? rule
    }

    /// `nil` steps into an array's elements.
    private mutating func child(of node: Int, _ step: String?) -> Int {
        if let next = step.map({ nodes[node].children[$0] }) ?? nodes[node].element { return next }
        nodes.append(Node())
        if let step {
            nodes[node].children[step] = nodes.count - 1
        } else {
            nodes[node].element = nodes.count - 1
        }
        return nodes.count - 1
    }

    private static func steps(_ path: KeyPath) -> [String?] {
        let parts = PathParts(path)
        return parts.keys + (parts.elementKeys.map { [nil] + $0 } ?? [])
    }
}
