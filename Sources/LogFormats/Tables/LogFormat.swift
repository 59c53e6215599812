package import LogRecords

/// A log format: where a vendor keeps a thing, which of our fields it is, how its text is read. A value; it holds no
/// code.
///
/// Several formats may share a name: the variants of one source, told apart by `requires` and `matches`. The first in
/// `LogFormat.all` that recognises a line has it.
package struct LogFormat: Sendable {
    /// What becomes of a line that the format recognises.
    package enum Outcome: Sendable {
        case record
        /// Probes, lifecycle records, chatter, another dataset: counted, not stored.
        case notARequest
        /// A layout that is known and not read: rejected as `unsupported_layout`.
        case unsupported
    }

    package var name: String
    package var vantage: Vantage
    /// Key paths that must be present (not `null`).
    package var requires: [KeyPath]
    /// At least one of these must be present, unless the list is empty.
    package var anyOf: [KeyPath]
    /// Each of these must hold.
    package var matches: [ValueTest]
    package var outcome: Outcome
    package var fields: [FieldMapping]
    /// The values that together are the vendor's identity of a record; empty: it has none, and all its lines count.
    package var identity: [IdentityPart]
    /// The envelopes in which a line of this format may lie, besides standing bare.
    package var envelopes: [Envelope]
    /// Where on a request's way its writer stands.
    package var place: HopPlace
    /// Which of a source's kinds of lines this is, where they come from writers with keys of their own; a word, or
    /// empty. Drift is told of each alone.
    package var lineKind: String

    package init(
        name: String, vantage: Vantage, requires: [KeyPath] = [], anyOf: [KeyPath] = [], matches: [ValueTest] = [],
        outcome: Outcome = .record, fields: [FieldMapping] = [], identity: [IdentityPart] = [], envelopes: [Envelope] = [],
        lineKind: String = "", place: HopPlace? = nil
    ) {
        self.name = name
        self.vantage = vantage
        self.requires = requires
        self.anyOf = anyOf
        self.matches = matches
        self.outcome = outcome
        self.fields = fields
        self.identity = identity
        self.envelopes = envelopes
        self.lineKind = lineKind
        self.place = place ?? HopPlace(of: vantage)
    }
}

extension HopPlace {
    /// Where whoever has this vantage mostly stands.
    fileprivate init(of vantage: Vantage) {
        self =
            switch vantage {
            case .edge: .edge
            case .balancer: .balancer
            // Lines of calls are the gateway's too.
            case .gateway, .provider: .application
            case .monolith: .elsewhere
            }
    }
}

/// A path of keys: `RayID`, `RequestHeaders.x-request-id`, `attempts[].provider`.
///
/// A dot goes into an object, `[]` into each object of an array (one level only). A key that itself holds a dot is
/// written with a backslash before it: `meta\.user_id`.
package struct KeyPath: Sendable, Hashable, ExpressibleByStringLiteral {
    package var text: String

    package init(stringLiteral text: String) {
        self.text = text
    }
}
