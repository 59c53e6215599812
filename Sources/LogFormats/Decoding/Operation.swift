import LogRecords

/// One mapping of a table, compiled: which slot, how it is read, which cell it goes to.
struct Operation {
    /// Where an operation takes its value from.
    enum Source: UInt8 {
        case slot
        /// The number of elements of the slot's array.
        case count
        /// A text of the table's, interned.
        case term
        /// A number of the table's.
        case number
    }

    /// Which part of a value that states several things.
    enum Part: UInt8 {
        case whole, callProvider, callLocation, callGrain, callSource, callModel, modelProvider
    }

    var source: Source
    var reading: FieldReading
    var part = Part.whole
    /// Whether a number is read by its digits, so that it must be spelt in one way.
    var isOfWords: Bool
    /// Whether another mapping may have given the field a value before.
    var mayBeThere = true
    /// Two cells instead of one; the cell of the low half.
    var isWide = false
    var lowCell: Int32 = 0
    /// A number's cell takes `number`; a slot's is read.
    var slot: Int32 = -1
    var cell: Int32
    /// The field's bit, and the cell in which it is.
    var bit: Int64
    var presenceCell: Int32
    /// Where its drift is counted: two counters from here.
    var drift: Int32 = -1
    var number: Int64 = 0
    /// The term that was read last.
    var lastTerm: UInt32 = 0
    var text = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The conditions, all of which must hold.
    var conditions = ValueChecks()

    init(_ source: Source, _ field: RecordField, _ reading: FieldReading) {
        self.source = source
        self.reading = reading
        isOfWords = reading.isOfWords
        isWide = field.kind == .id128
        (cell, presenceCell, lowCell, bit) = Operation.place(CellPlace(field))
    }

    init(_ source: Source, attempt field: AttemptField, _ reading: FieldReading) {
        self.source = source
        self.reading = reading
        isOfWords = reading.isOfWords
        (cell, presenceCell, lowCell, bit) = Operation.place(CellPlace(field))
    }

    private static func place(_ place: CellPlace) -> (Int32, Int32, Int32, Int64) {
        (Int32(place.index), Int32(place.word), Int32(place.low), place.mask)
    }
}

/// A run of compiled operations.
struct Operations {
    var start: Int32 = 0
    var count: Int32 = 0
}

extension FieldReading {
    /// Whether a value is read as text.
    var isOfWords: Bool {
        switch self {
        case .instant, .utcInstant, .seconds, .milliseconds, .nanoseconds, .integer, .flag, .flagOfNo, .flagOfFalse: false
        case .term, .upperTerm, .lowerTerm, .text, .uuidTerm, .addressTerm, .pathTerm, .hostTerm, .regionTerm, .zoneTerm,
            .grainTerm, .listTerm, .providerTerm, .ray, .colo, .span, .trace, .googleTrace, .traceparent, .callAddress,
            .modelIdentifier:
            true
        }
    }
}
