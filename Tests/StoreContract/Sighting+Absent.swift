package import LogRecords

extension Sighting {
    /// Gives each field that the record or its first attempt lacks a value of its own, whatever fields the table has.
    package mutating func fillAbsent() {
        for (number, field) in RecordFields.all.enumerated() where field.property.value(in: &self) == nil {
            field.property.set(FieldValue.sample(field.kind, number), in: &self)
        }
        guard !attempts.isEmpty else { return }
        for (number, field) in AttemptFields.all.enumerated() where field.property.value(in: &attempts[0]) == nil {
            field.property.set(FieldValue.sample(field.kind, number), in: &attempts[0])
        }
    }
}

extension FieldValue {
    /// A value that differs from field to field, as far as the kind has so many.
    package static func sample(_ kind: FieldKind, _ number: Int) -> FieldValue {
        switch kind {
        case .flag: .number(Int64(number % 2))
        case .instant, .duration, .integer, .id64: .number(Int64(1000 + number))
        case .id128: .id128(ID128(high: UInt64(number), low: 7))
        case .term, .text: .text("value \(number)")
        }
    }
}
