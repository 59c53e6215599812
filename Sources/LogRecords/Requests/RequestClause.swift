/// What is known of one question about a request: in which region it was handled, say.
package struct RequestClause: Sendable, Hashable {
    /// `nil` where it is not known, or known to be empty.
    package var value: String?
    package var basis: Basis
    /// Why there is no value.
    package var cause: Cause?

    package init(value: String? = nil, basis: Basis = .unknown, cause: Cause? = nil) {
        (self.value, self.basis, self.cause) = (value, basis, cause)
    }
}
