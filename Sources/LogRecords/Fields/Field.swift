/// A row of the field table: all that is to be known of one field of a record or of an attempt.
package struct Field<Name: Sendable, Owner>: Sendable {
    package let name: Name
    package let kind: FieldKind
    /// Where a `Sighting` or an `Attempt` has it.
    package let property: FieldProperty<Owner>
    /// What it is called wherever it has a name outside of Swift: in a store's schema, in JSON, in the manual.
    package let column: String
    package let home: FieldHome
    /// The version of a store's schema that had it first.
    package let since: Int
    /// As what it names a request; `nil` where it does not, or is never followed.
    package let identifier: IdentifierKind?
    package let shown: FieldShowing

    private init(
        _ name: Name, _ kind: FieldKind, _ property: FieldProperty<Owner>, _ column: String, _ home: FieldHome, _ since: Int,
        _ identifier: IdentifierKind? = nil, _ shown: FieldShowing = .whole
    ) {
        (self.name, self.kind, self.property) = (name, kind, property)
        (self.column, self.home, self.since) = (column, home, since)
        (self.identifier, self.shown) = (identifier, shown)
    }

    static func instant(
        _ name: Name, _ path: WritableKeyPath<Owner, Instant?>, column: String, in home: FieldHome, since: Int
    ) -> Self {
        Self(name, .instant, .instant(path), column, home, since)
    }

    static func duration(
        _ name: Name, _ path: WritableKeyPath<Owner, Int64?>, column: String, in home: FieldHome, since: Int
    ) -> Self {
        Self(name, .duration, .number(path), column, home, since)
    }

    static func integer(
        _ name: Name, _ property: FieldProperty<Owner>, column: String, in home: FieldHome, since: Int
    ) -> Self {
        Self(name, .integer, property, column, home, since)
    }

    static func flag(
        _ name: Name, _ path: WritableKeyPath<Owner, Bool?>, column: String, in home: FieldHome, since: Int
    ) -> Self {
        Self(name, .flag, .flag(path), column, home, since)
    }

    static func bits64(
        _ name: Name, _ path: WritableKeyPath<Owner, UInt64?>, column: String, in home: FieldHome, since: Int,
        identifier: IdentifierKind? = nil
    ) -> Self {
        Self(name, .id64, .bits64(path), column, home, since, identifier)
    }

    static func bits128(
        _ name: Name, _ path: WritableKeyPath<Owner, ID128?>, column: String, in home: FieldHome, since: Int,
        identifier: IdentifierKind? = nil
    ) -> Self {
        Self(name, .id128, .bits128(path), column, home, since, identifier)
    }

    static func term(
        _ name: Name, _ path: WritableKeyPath<Owner, String?>, column: String, in home: FieldHome, since: Int,
        shown: FieldShowing = .whole
    ) -> Self {
        Self(name, .term, .text(path), column, home, since, nil, shown)
    }

    static func everyTerm(
        _ name: Name, _ path: WritableKeyPath<Owner, String>, column: String, in home: FieldHome, since: Int
    ) -> Self {
        Self(name, .term, .text(path), column, home, since)
    }

    static func text(
        _ name: Name, _ path: WritableKeyPath<Owner, String?>, column: String, in home: FieldHome, since: Int,
        identifier: IdentifierKind? = nil
    ) -> Self {
        Self(name, .text, .text(path), column, home, since, identifier)
    }
}
