extension Sighting {
    /// Every identifier of the record and of its attempts, with the field it stood in, in the order of
    /// `IdentifierKind`.
    ///
    /// The text is the usual spelling of each kind: a ray and a span as 16 hexadecimal digits, a trace as 32, the
    /// others as logged.
    package var identifiers: [(kind: IdentifierKind, text: String)] {
        var found: [(kind: IdentifierKind, text: String)] = []
        func add(_ kind: IdentifierKind, _ value: FieldValue?) {
            if let value { found.append((kind, value.identifierText)) }
        }
        withUnsafePointer(to: self) { sighting in
            for field in RecordFields.identifiers { add(field.kind, field.property.value(in: sighting)) }
        }
        for field in AttemptFields.identifiers {
            for attempt in attempts { withUnsafePointer(to: attempt) { add(field.kind, field.property.value(in: $0)) } }
        }
        return found
    }
}

extension FieldValue {
    /// The usual spelling of an identifier.
    fileprivate var identifierText: String {
        switch self {
        case .number(let bits): UInt64(bitPattern: bits).hexadecimal
        case .id128(let id): id.hexadecimal
        case .text(let text): text
        }
    }
}

extension RecordFields {
    fileprivate static let identifiers = identifierProperties(of: all)
}

extension AttemptFields {
    fileprivate static let identifiers = identifierProperties(of: all)
}

private func identifierProperties<Name, Owner>(
    of fields: [Field<Name, Owner>]
) -> [(kind: IdentifierKind, property: FieldProperty<Owner>)] {
    let order = IdentifierKind.allCases
    return fields.compactMap { field in field.identifier.map { (kind: $0, property: field.property) } }
        .sorted { (order.firstIndex(of: $0.kind) ?? 0) < (order.firstIndex(of: $1.kind) ?? 0) }
}
