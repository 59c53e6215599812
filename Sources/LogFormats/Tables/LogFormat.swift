package import LogRecords

/// A log format: where a vendor keeps a thing, which of our fields it is, how its text is read. A value; it holds no code.
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
    /// Which of a source's kinds of lines this is, where they come from writers with keys of their own; a word, or empty. Drift is told of
    /// each alone.
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
/// A dot goes into an object, `[]` into each object of an array (one level only). A key that itself holds a dot is written with a
/// backslash before it: `meta\.user_id`.
package struct KeyPath: Sendable, Hashable, ExpressibleByStringLiteral {
    package var text: String

    package init(stringLiteral text: String) {
        self.text = text
    }
}

/// One thing of the vendor's: where it is, what it is of ours, how its text is read.
package struct FieldMapping: Sendable {
    package enum Target: Sendable {
        case record(RecordField)
        /// A field of the attempt that the path's array element is, or of the record's only attempt where the path has no `[]`. That
        /// attempt exists where some mapping, a constant's too, gives it a value.
        case attempt(AttemptField)
    }

    package enum Source: Sendable {
        case path(KeyPath)
        /// The same for every line of the format: `constant("record")`.
        case constant(String)
        /// The number of elements of the array at the path.
        case count(KeyPath)
    }

    package var source: Source
    package var target: Target
    package var reading: FieldReading
    /// The mapping counts only where each of these holds; paths are read like the mapping's own.
    package var conditions: [ValueTest] = []

    /// A record's field. Of several mappings to one field, the first whose value is present and can be read wins.
    package init(_ path: KeyPath, _ field: RecordField, read reading: FieldReading) {
        (source, target, self.reading) = (.path(path), .record(field), reading)
    }

    package init(_ path: KeyPath, attempt field: AttemptField, read reading: FieldReading) {
        (source, target, self.reading) = (.path(path), .attempt(field), reading)
    }

    package init(constant text: String, _ field: RecordField) {
        (source, target, reading) = (.constant(text), .record(field), .term)
    }

    /// The same for every line: a word, or `true` and `false` for a flag.
    package init(constant text: String, attempt field: AttemptField) {
        (source, target, reading) = (.constant(text), .attempt(field), field.kind == .flag ? .flag : .term)
    }

    package init(countOf path: KeyPath, _ field: RecordField) {
        (source, target, reading) = (.count(path), .record(field), .integer)
    }

    /// The same mapping, with one more condition.
    package func when(_ path: KeyPath, _ test: ValueTest.Test) -> FieldMapping {
        var mapping = self
        mapping.conditions.append(ValueTest(path, test))
        return mapping
    }
}
