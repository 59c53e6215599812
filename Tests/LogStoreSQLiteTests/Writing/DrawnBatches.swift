import LogRecords
import OddValues

@testable import LogStoreSQLite

/// Batches whose rows have any fields with any values, as far as formats may fill them.
struct DrawnBatches: BothWaysFilling {
    private static let always: Set<RecordField> = [.vantage, .format, .shard, .line, .offset, .length]

    private var batches: [RecordBatch] = []
    private let folder: StoreFolder

    init(_ count: Int, in folder: StoreFolder, _ dice: inout SeededDice) {
        self.folder = folder
        var terms = TermTable()
        for _ in 0..<count {
            let batch = RecordBatch(terms: terms)
            let rows = dice.element(of: [0, 1, RecordBatch.rowCapacity])
            while batch.count < rows, !batch.isFull { add(to: batch, &dice) }
            batches.append(batch)
            if dice.below(3) == 0 { terms = TermTable() }
        }
    }

    func fill(_ writer: some SegmentWriter, in layout: SegmentLayout) throws {
        let content = try SegmentContent(hash: IdentifierHash(seed: 7), in: layout, into: writer, folder: folder)
        var rows = 0
        for batch in batches {
            try content.add(batch, picked: (0..<batch.count).map(Int32.init), firstRow: rows)
            rows += batch.count
        }
        try content.finish()
    }

    private func add(to batch: RecordBatch, _ dice: inout SeededDice) {
        let row = batch.beginRow()
        let presence = dice.element(of: [0, 3, 10])
        for field in RecordField.allCases where Self.always.contains(field) || dice.below(10) < presence {
            if field == .vantage {
                row.set(field, Int64(Vantage.edge.rawValue + dice.below(5)))
            } else if field.kind == .id128 {
                CellPlace(field).set(ID128(high: dice.next(), low: dice.next()), in: row.cells)
            } else if let cell = cell(field.kind, batch, &dice) {
                row.set(field, cell)
            }
        }
        for _ in 0..<dice.element(of: [0, 0, 1, 2, RecordBatch.mostAttempts]) {
            let attempt = batch.beginAttempt()
            for field in AttemptField.allCases where dice.below(10) < presence {
                if let cell = cell(field.kind, batch, &dice) { attempt.set(field, cell) }
            }
        }
    }

    private func cell(_ kind: FieldKind, _ batch: RecordBatch, _ dice: inout SeededDice) -> Int64? {
        switch kind {
        case .term:
            let length = dice.element(of: [0, 1, 5, 5, 5, 40, 4096])
            return text(length, of: 40, &dice).withUnsafeBytes { batch.terms.number(of: $0) { [UInt8]($0) } }.map(Int64.init)
        case .text where dice.below(2) == 0:
            return Array(ID128(high: dice.next(), low: dice.next()).uuid.utf8).withUnsafeBytes(batch.keep)
        case .text:
            let length = dice.element(of: [0, 1, 36, 36, RecordBatch.longestText])
            return text(length, of: 120, &dice).withUnsafeBytes(batch.keep)
        case .flag: return Int64(dice.below(2))
        case .instant, .duration, .integer, .id64:
            return dice.below(2) == 0 ? dice.element(of: DrawnValue.edges) : Int64(bitPattern: dice.next())
        case .id128: return nil
        }
    }

    private func text(_ length: Int, of letters: Int, _ dice: inout SeededDice) -> [UInt8] {
        let letter = UInt8(dice.below(letters))
        return [UInt8](repeating: letter, count: length)
    }
}
