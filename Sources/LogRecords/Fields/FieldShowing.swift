/// How `trace evidence` and other quotations of a line show a field's value.
package enum FieldShowing: Sendable {
    case whole
    /// Of a person: its beginning alone.
    case personal
    /// Of a person where a monolith wrote the line, whose host is the customer's; else whole.
    case personalOfMonolith
    /// A name of the operator's own (a replica, a provider's host): an address in it is no client's.
    case operators
}
