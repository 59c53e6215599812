package import LogRecords

/// A JSON value whose objects keep the order in which they were written.
///
/// Foundation's encoder sorts or shuffles keys and drops `nil`; here every key that is written is there, and `null` is
/// a value.
package enum JSONValue: Sendable, Equatable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    /// Nanoseconds, written as milliseconds with up to six decimals: exact, without a detour through `Double`.
    case milliseconds(Int64)
    /// What is written like an IP or e-mail address is masked where it is written.
    case string(String)
    /// What the person typed, the operator's own names, and what was masked before.
    case verbatim(String)
    case array([JSONValue])
    case object([JSONMember])

    package static func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    package static func verbatimText(_ value: String?) -> JSONValue { value.map(JSONValue.verbatim) ?? .null }
    package static func count(_ value: Int?) -> JSONValue { value.map { .integer(Int64($0)) } ?? .null }
    package static func flag(_ value: Bool?) -> JSONValue { value.map(JSONValue.boolean) ?? .null }
    package static func duration(_ nanoseconds: Int64?) -> JSONValue { nanoseconds.map(JSONValue.milliseconds) ?? .null }
    package static func instant(_ value: Instant?) -> JSONValue { value.map { .string($0.description) } ?? .null }
    package static func fraction(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
    package static func list(_ values: [String]) -> JSONValue { .array(values.map(JSONValue.string)) }
    package static func list(_ values: [Int]) -> JSONValue { .array(values.map { .integer(Int64($0)) }) }
}

/// One key of an object with its value.
package struct JSONMember: Sendable, Equatable {
    package var key: String
    package var value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    /// A literal's keys stay in the order of the source text.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { JSONMember($0.0, $0.1) })
    }
}
