import LogFormats
import LogRecords
import Synchronization

/// One for all tests: making a decoder means compiling every table.
private let sharedDecoder = Mutex(LineDecoder())

/// What a decoder made of one line, as text that one can read and compare.
struct DecodedLine {
    var result: LineDecoder.Result
    /// The format's name; empty unless the line was stored.
    var format = ""
    /// Field by field, in the order of `RecordField` and `AttemptField`; an attempt's are called `attempt1.provider`.
    var fields: [(name: String, value: String)] = []

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Where the line is says nothing about how it was read.
    private static let left: Set<RecordField> = [.format, .shard, .line, .offset, .length]

    init(_ line: String) {
        self = sharedDecoder.withLock { DecodedLine(line, by: $0) }
    }

    init(_ line: String, by decoder: LineDecoder, shard: Int64 = 1, number: Int64 = 1) {
        let batch = decoder.newBatch()
        var line = line
        result = line.withUTF8 { bytes in
            decoder.decode(UnsafeRawBufferPointer(bytes), shard: shard, number: number, offset: 0, into: batch)
        }
        guard case .stored(let number) = result else { return }
        format = decoder.formatNames[number]
        let row = batch.row(0)
        for field in RecordField.allCases where row.has(field) && !DecodedLine.left.contains(field) {
            let value: String =
                switch field.kind {
                case .id128: CellPlace(field).id128(in: row.cells)?.hexadecimal ?? ""
                default: DecodedLine.text(row[field] ?? 0, field.kind, batch)
                }
            fields.append(("\(field)", field == .vantage ? Vantage(rawValue: Int(row[field] ?? 0))?.name ?? "" : value))
        }
        for index in 0..<batch.attemptCount {
            let attempt = batch.attempt(index)
            for field in AttemptField.allCases {
                guard let cell = attempt[field] else { continue }
                fields.append(("attempt\(index + 1).\(field)", DecodedLine.text(cell, field.kind, batch)))
            }
        }
    }

    private static func text(_ cell: Int64, _ kind: FieldKind, _ batch: RecordBatch) -> String {
        switch kind {
        case .instant: Instant(nanoseconds: cell).text(digits: 9)
        case .duration: "\(cell) ns"
        case .integer: "\(cell)"
        case .flag: cell == 0 ? "false" : "true"
        case .id64, .id128: UInt64(bitPattern: cell).hexadecimal
        case .term: batch.terms.text(of: UInt32(truncatingIfNeeded: cell)).escaped()
        case .text: String(decoding: batch.text(cell), as: UTF8.self).escaped()
        }
    }

    /// A block of the golden files.
    var block: String {
        let head =
            switch result {
            case .stored: format
            case .blank: "blank"
            case .notARequest: "not a request"
            case .batch: "a batch"
            case .rejected(let reason): "rejected: \(reason.sentence)"
            }
        // A hash, which changes with the name of the format and tells a reader nothing.
        let known = fields.filter { $0.name != "recordID" }.map { "  \($0.name)=\($0.value)" }
        let identity = self["recordID"] == nil ? [] : ["  recordID=(has one)"]
        return ([head] + known + identity).joined(separator: "\n")
    }
}
