/// A field's value outside of a batch.
package enum FieldValue: Sendable, Equatable {
    /// Of an instant, a duration, an integer, a flag (0 or 1), or the bit pattern of an `id64`.
    case number(Int64)
    case id128(ID128)
    /// Of a term or a text.
    case text(String)
}
