/// The shape of a field's value: how it lies in a `RecordBatch` and in a store.
package enum FieldKind: Sendable {
    /// `Int64` nanoseconds since 1970 UTC, as the source wrote it.
    case instant
    /// `Int64` nanoseconds; negative ones are kept.
    case duration
    /// `Int64`.
    case integer
    /// 0 or 1.
    case flag
    /// 64 bits, kept as an `Int64` bit pattern (rays, spans, hashes).
    case id64
    /// 128 bits in two cells, high half first.
    case id128
    /// A text that many records share, as its number in the batch's `TermTable`.
    case term
    /// A text of its own, as a place in the batch's text bytes. Valid UTF-8, at most `RecordBatch.longestText` bytes.
    case text
}
