/// The table of a store in which a field lies, and of which it is a column.
package enum FieldHome: String, CaseIterable, Sendable {
    /// A row for each record.
    case sighting
    /// A row for each call to a provider.
    case attempt
    /// A row for each system that wrote records: shared by all that are the same in all of its fields.
    case origin
    /// A row for each kind of caller, shared in the same way.
    case caller
    /// A row for what edges and balancers alone say of how they dealt with a request, shared in the same way.
    case edge

    /// The tables whose rows many records share. A record's row has a column of the table's name, with the number of
    /// its row there.
    package static let shared: [FieldHome] = [.origin, .caller, .edge]
}
