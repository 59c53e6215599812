/// What a line holds at one key path: the value's kind and its bytes, as they stand in the line.
struct Slot {
    /// What a value is, as it is spelt.
    enum Kind: UInt8 {
        case null, flag, number, string
        /// A string with at least one escape in it: its bytes are a spelling, and no value.
        case escapedString
        case array, object

        /// Whether the value is the bytes as they stand in the line.
        @inline(__always)
        var isPlain: Bool { rawValue <= Kind.string.rawValue }
    }

    /// Offset in the line; of a string, behind its quote.
    var start: UInt32
    /// In bytes; of a string, without its quotes.
    var length: UInt32
    /// The line that filled the slot. Any other number: this line has nothing here.
    var generation: UInt32
    var kind: Kind
    /// Elements of an array, at most 2^24 - 1.
    var count: UInt32

    static let empty = Slot(start: 0, length: 0, generation: 0, kind: .null, count: 0)
}

/// What a pass over a line says of the whole.
enum ScanOutcome: UInt8 {
    case object, blank, notJSON, notAnObject, tooDeep
}
