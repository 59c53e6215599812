package import LogRecords

extension RecordBatch {
    /// The rows as sightings with their attempts: the plain meaning of a batch, which stores must keep.
    package var sightings: [Sighting] {
        var sightings = (0..<count).map { number in
            var sighting = Sighting(vantage: .edge, format: "", place: LinePlace(shard: 0, line: 0, offset: 0, length: 0))
            read(RecordFields.all, CellPlace.init, in: row(number).cells, into: &sighting)
            return sighting
        }
        for index in 0..<attemptCount {
            let row = attempt(index)
            var attempt = Attempt(number: 0)
            read(AttemptFields.all, CellPlace.init, in: row.cells, into: &attempt)
            sightings[row.record].attempts.append(attempt)
        }
        return sightings
    }

    /// Adds a sighting as a row of its own, and its attempts. A text that the batch cannot keep is left out.
    package func add(_ sighting: Sighting) {
        write(sighting, RecordFields.all, CellPlace.init, in: beginRow().cells)
        for attempt in sighting.attempts { write(attempt, AttemptFields.all, CellPlace.init, in: beginAttempt().cells) }
    }

    private func read<Name, Owner>(
        _ fields: [Field<Name, Owner>], _ place: (Name) -> CellPlace, in cells: UnsafeMutablePointer<Int64>, into owner: inout Owner
    ) {
        for field in fields where place(field.name).isPresent(in: cells) {
            field.property.set(value(field.kind, place(field.name), in: cells), in: &owner)
        }
    }

    private func write<Name, Owner>(
        _ owner: Owner, _ fields: [Field<Name, Owner>], _ place: (Name) -> CellPlace, in cells: UnsafeMutablePointer<Int64>
    ) {
        withUnsafePointer(to: owner) { owner in
            for field in fields {
                if let value = field.property.value(in: owner) { put(value, field.kind, place(field.name), in: cells) }
            }
        }
    }

    /// The value that a present field's cells stand for.
    private func value(_ kind: FieldKind, _ place: CellPlace, in cells: UnsafeMutablePointer<Int64>) -> FieldValue {
        let cell = cells[place.index]
        return switch kind {
        case .instant, .duration, .integer, .flag, .id64: .number(cell)
        case .id128: .id128(place.id128(in: cells) ?? ID128(high: 0, low: 0))
        case .term: .text(terms.text(of: UInt32(truncatingIfNeeded: cell)))
        case .text: .text(String(decoding: text(cell), as: UTF8.self))
        }
    }

    private func put(_ value: FieldValue, _ kind: FieldKind, _ place: CellPlace, in cells: UnsafeMutablePointer<Int64>) {
        switch value {
        case .number(let number): place.set(number, in: cells)
        case .id128(let id): place.set(id, in: cells)
        case .text(var text):
            let cell = text.withUTF8 { bytes -> Int64? in
                let bytes = UnsafeRawBufferPointer(bytes)
                return kind == .text ? keep(bytes) : terms.number(of: bytes) { [UInt8]($0) }.map(Int64.init)
            }
            if let cell { place.set(cell, in: cells) }
        }
    }
}
