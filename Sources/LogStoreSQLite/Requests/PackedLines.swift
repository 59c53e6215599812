import LogRecords

/// The lines of a request in a few bytes: for each the distance of its shard from the one before it, then its line.
enum PackedLines {
    static func pack(_ lines: [StoredLine]) -> [UInt8] {
        var bytes: [UInt8] = []
        var last = StoredLine(shard: 0, line: 0)
        for line in lines {
            bytes.add(number: line.shard - last.shard)
            // Of one shard they ascend.
            bytes.add(number: line.shard == last.shard ? line.line - last.line : line.line)
            last = line
        }
        return bytes
    }

    /// `nil` where nobody packed them.
    static func unpack(_ bytes: UnsafeRawBufferPointer) -> [StoredLine]? {
        var rest = bytes[...]
        var lines: [StoredLine] = []
        var last = StoredLine(shard: 0, line: 0)
        while !rest.isEmpty {
            guard let ahead = rest.takeNumber(), let further = rest.takeNumber() else { return nil }
            let shard = last.shard.addingReportingOverflow(ahead)
            let line = (ahead == 0 ? last.line : 0).addingReportingOverflow(further)
            guard !shard.overflow, !line.overflow else { return nil }
            last = StoredLine(shard: shard.partialValue, line: line.partialValue)
            lines.append(last)
        }
        return lines
    }
}

/// The ids of a request, each with its kind; what has a usual spelling as its bits.
enum PackedIdentifiers {
    /// How one lies there.
    private enum Form: UInt8 {
        case text, bits64, bits128, uuid
    }

    /// Their places are stored: never reorder, add at the end.
    private static let kinds: [IdentifierKind] = [
        .ray, .parentRay, .requestID, .clientRequestID, .correlationID, .traceID, .spanID, .providerRequestID, .providerRay,
    ]

    static func pack(_ ids: [IdentifierKind: [String]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (place, kind) in kinds.enumerated() {
            for id in ids[kind] ?? [] { add(id, UInt8(place), to: &bytes) }
        }
        return bytes
    }

    private static func add(_ id: String, _ kind: UInt8, to bytes: inout [UInt8]) {
        var id = id
        id.withUTF8 { text in
            let text = UnsafeRawBufferPointer(text)
            func begin(_ form: Form) { bytes.append(kind << 2 | form.rawValue) }
            func addWord(_ word: UInt64) { withUnsafeBytes(of: word.bigEndian) { bytes += $0 } }
            if let bits = hexadecimal64(text), spells(bits.hexadecimal, text) {
                begin(.bits64)
                addWord(bits)
            } else if let bits = hexadecimal128(text), spells(bits.hexadecimal, text) {
                begin(.bits128)
                addWord(bits.high)
                addWord(bits.low)
            } else if let bits = LogRecords.uuid(text), spells(bits.uuid, text) {
                begin(.uuid)
                addWord(bits.high)
                addWord(bits.low)
            } else {
                begin(.text)
                bytes.add(number: Int64(text.count))
                bytes += text
            }
        }
    }

    private static func spells(_ spelled: String, _ text: UnsafeRawBufferPointer) -> Bool {
        spelled.utf8.elementsEqual(text)
    }

    /// `nil` where nobody packed them.
    static func unpack(_ bytes: UnsafeRawBufferPointer) -> [IdentifierKind: [String]]? {
        var rest = bytes[...]
        var ids: [IdentifierKind: [String]] = [:]
        while let head = rest.popFirst() {
            guard kinds.indices.contains(Int(head >> 2)), let form = Form(rawValue: head & 3),
                let id = take(form, of: &rest)
            else { return nil }
            ids[kinds[Int(head >> 2)], default: []].append(id)
        }
        return ids
    }

    private static func take(_ form: Form, of rest: inout Slice<UnsafeRawBufferPointer>) -> String? {
        switch form {
        case .bits64: return rest.takeWord()?.hexadecimal
        case .bits128, .uuid:
            guard let high = rest.takeWord(), let low = rest.takeWord() else { return nil }
            let bits = ID128(high: high, low: low)
            return form == .uuid ? bits.uuid : bits.hexadecimal
        case .text:
            guard let count = rest.takeNumber().flatMap(Int.init(exactly:)), count >= 0, count <= rest.count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return String(decoding: rest.prefix(count), as: UTF8.self)
        }
    }
}

extension [UInt8] {
    /// Seven bits a byte, small numbers first, whatever their sign.
    /// https://protobuf.dev/programming-guides/encoding/#signed-ints
    fileprivate mutating func add(number: Int64) {
        var bits = UInt64(bitPattern: number &<< 1 ^ number &>> 63)
        while bits >= 0x80 {
            append(UInt8(truncatingIfNeeded: bits) | 0x80)
            bits >>= 7
        }
        append(UInt8(truncatingIfNeeded: bits))
    }
}

extension Slice<UnsafeRawBufferPointer> {
    fileprivate mutating func takeNumber() -> Int64? {
        var bits: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = popFirst() else { return nil }
            bits |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1) }
        }
        return nil
    }

    fileprivate mutating func takeWord() -> UInt64? {
        guard count >= 8 else { return nil }
        defer { self = dropFirst(8) }
        return prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
