/// Values that were there and could not be taken, by format and key path.
package struct DriftCount: Sendable, Equatable {
    /// Why a value could not be taken.
    package enum Problem: String, Sendable {
        /// An object where a text was expected, a flag where a number was.
        case wrongType = "wrong_type"
        /// The right type, and nothing that the reading knows.
        case unreadable
    }

    package var format: String
    /// As the table writes it, without an envelope's prefix.
    package var path: String
    package var problem: Problem
    package var count: Int
}
