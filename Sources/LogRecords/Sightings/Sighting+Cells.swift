extension Sighting {
    /// What a row of a batch says, but its attempts.
    package init(_ row: RecordRow, of batch: RecordBatch) {
        self.init(vantage: .edge, format: "", place: LinePlace(shard: 0, line: 0, offset: 0, length: 0))
        for field in RecordFields.all where row.has(field.name) {
            field.property.set(batch.value(field.kind, CellPlace(field.name), in: row.cells), in: &self)
        }
    }
}

extension Attempt {
    /// What an attempt's row of a batch says.
    package init(_ row: AttemptRow, of batch: RecordBatch) {
        self.init(number: 0)
        for field in AttemptFields.all where row[field.name] != nil {
            field.property.set(batch.value(field.kind, CellPlace(field.name), in: row.cells), in: &self)
        }
    }
}

extension RecordBatch {
    /// The rows as sightings with their attempts: the plain meaning of a batch, which stores must keep.
    package var sightings: [Sighting] {
        var sightings = (0..<count).map { Sighting(row($0), of: self) }
        for index in 0..<attemptCount {
            let row = attempt(index)
            sightings[row.record].attempts.append(Attempt(row, of: self))
        }
        return sightings
    }

    /// Adds a sighting as a row of its own, and its attempts. A text that the batch cannot keep is left out.
    package func add(_ sighting: Sighting) {
        let row = beginRow()
        withUnsafePointer(to: sighting) { sighting in
            for field in RecordFields.all {
                guard let value = field.property.value(in: sighting) else { continue }
                put(value, field.kind, CellPlace(field.name), in: row.cells)
            }
        }
        for attempt in sighting.attempts { add(attempt) }
    }

    private func add(_ attempt: Attempt) {
        let row = beginAttempt()
        withUnsafePointer(to: attempt) { attempt in
            for field in AttemptFields.all {
                guard let value = field.property.value(in: attempt) else { continue }
                put(value, field.kind, CellPlace(field.name), in: row.cells)
            }
        }
    }

    /// The value that a present field's cells stand for.
    fileprivate func value(_ kind: FieldKind, _ place: CellPlace, in cells: UnsafeMutablePointer<Int64>) -> FieldValue {
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
