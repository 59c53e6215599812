/// How a statement is known.
package enum Basis: String, CaseIterable, Sendable {
    case observed, inferred, unknown, conflict
}

/// Why something is not there: the one closed list, for hops and for clauses.
package enum Cause: String, CaseIterable, Sendable {
    /// An earlier hop answered.
    case notReached = "not_reached"
    /// No provider was called.
    case notCalled = "not_called"
    /// The line is there and does not say.
    case notStated = "not_stated"
    /// This source never writes it.
    case notLogged = "not_logged"
    case notLoaded = "not_loaded"
    case truncated
    case expired
    case sampled
    /// Handed on under another id.
    case otherID = "other_id"
    /// More than one candidate, none chosen.
    case several
    /// Covered, and not there.
    case noneFound = "none_found"
}
