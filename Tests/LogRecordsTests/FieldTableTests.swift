import StoreContract
import Testing

@testable import LogRecords

struct FieldTableTests {
    @Test func `every field has its row, in the order of the names`() {
        #expect(RecordFields.all.map(\.name) == RecordField.allCases)
        #expect(AttemptFields.all.map(\.name) == AttemptField.allCases)
    }

    @Test func `no column is named twice in a table`() {
        let columns =
            RecordFields.all.map { [$0.home.rawValue, $0.column] } + AttemptFields.all.map { [$0.home.rawValue, $0.column] }
        #expect(Set(columns).count == columns.count)
        #expect(RecordFields.all.allSatisfy { $0.home != .attempt } && AttemptFields.all.allSatisfy { $0.home == .attempt })
    }

    @Test func `what many records share is a term, or who wrote it`() {
        let shared = RecordFields.all.filter { FieldHome.shared.contains($0.home) }
        #expect(shared.filter { $0.kind != .term }.map(\.name) == [.vantage])
    }

    @Test func `each field has a property of its own, which keeps what it is given`() {
        var sighting = Sighting(vantage: .edge, format: "", place: LinePlace(shard: 0, line: 0, offset: 0, length: 0))
        for (number, field) in RecordFields.all.enumerated() { field.property.set(value(field.kind, number), in: &sighting) }
        for (number, field) in RecordFields.all.enumerated() where field.name != .vantage {
            #expect(field.property.value(in: &sighting) == value(field.kind, number), "\(field.column)")
        }
        var attempt = Attempt(number: 0)
        for (number, field) in AttemptFields.all.enumerated() { field.property.set(value(field.kind, number), in: &attempt) }
        for (number, field) in AttemptFields.all.enumerated() {
            #expect(field.property.value(in: &attempt) == value(field.kind, number), "\(field.column)")
        }
    }

    @Test func `a sighting goes into a batch and comes back as it was`() {
        var sighting = Sighting(vantage: .gateway, format: "f", place: LinePlace(shard: 1, line: 2, offset: 3, length: 4))
        for (number, field) in RecordFields.all.enumerated() where field.name != .vantage {
            field.property.set(value(field.kind, number), in: &sighting)
        }
        var attempt = Attempt(number: 1)
        for (number, field) in AttemptFields.all.enumerated() { field.property.set(value(field.kind, number), in: &attempt) }
        sighting.attempts = [attempt, Attempt(number: 2)]
        let batch = RecordBatch(terms: TermTable())
        batch.add(sighting)
        batch.add(Sighting(vantage: .edge, format: "f", place: sighting.place))
        #expect(batch.sightings == [sighting, Sighting(vantage: .edge, format: "f", place: sighting.place)])
    }

    /// A value that no other field has, as far as the kind has so many.
    private func value(_ kind: FieldKind, _ number: Int) -> FieldValue {
        switch kind {
        case .flag: .number(Int64(number % 2))
        case .instant, .duration, .integer, .id64: .number(Int64(1000 + number))
        case .id128: .id128(ID128(high: UInt64(number), low: 7))
        case .term, .text: .text("value \(number)")
        }
    }
}
