package import LogRecords

/// Turns lines into rows of a batch: one pass over the bytes, one format recognised, its fields decoded.
///
/// A decoder belongs to one thread.
package struct LineDecoder {
    /// What became of a line.
    package enum Result: Equatable {
        /// A row was added to the batch; the format's name is `formatNames[format]`.
        case stored(format: Int)
        case blank
        case notARequest
        case rejected(LineProblem.Reason)
    }
}
