import LogRecords

/// What reading a value gave.
struct Reading {
    /// Whether there is a value, none, or one that is no value of the field.
    enum Outcome: UInt8 {
        case value
        /// `null`, an empty text, a sentinel: the record does not say.
        case absent
        case wrongType, unreadable
    }

    var outcome: Outcome
    var cell: Int64 = 0
    /// The low half of an `id128`, whose high half is `cell`.
    var low: Int64 = 0

    static let absent = Reading(outcome: .absent)
    static let wrongType = Reading(outcome: .wrongType)
    static let unreadable = Reading(outcome: .unreadable)

    @inline(__always)
    static func value(_ cell: Int64) -> Reading { Reading(outcome: .value, cell: cell) }

    @inline(__always)
    static func value(_ id: UInt64) -> Reading { Reading(outcome: .value, cell: Int64(bitPattern: id)) }

    @inline(__always)
    static func value(_ id: ID128) -> Reading {
        Reading(outcome: .value, cell: Int64(bitPattern: id.high), low: Int64(bitPattern: id.low))
    }

    /// What could not be read, where there was no value.
    @inline(__always)
    static func optional(_ cell: Int64?) -> Reading { cell.map(Reading.value) ?? .unreadable }
}
