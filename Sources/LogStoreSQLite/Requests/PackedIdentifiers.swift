import LogRecords

/// The ids of a request, each with its kind; what has a usual spelling as its bits.
enum PackedIdentifiers {
    /// How one lies there.
    private enum Form: UInt8 {
        case text, bits64, bits128, uuid, ulid
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
            func begin(_ form: Form) { bytes.append(kind << 3 | form.rawValue) }
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
            } else if let bits = LogRecords.ulid(text), spells(bits.ulid, text) {
                begin(.ulid)
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
            guard kinds.indices.contains(Int(head >> 3)), let form = Form(rawValue: head & 7),
                let id = take(form, of: &rest)
            else { return nil }
            ids[kinds[Int(head >> 3)], default: []].append(id)
        }
        return ids
    }

    private static func take(_ form: Form, of rest: inout Slice<UnsafeRawBufferPointer>) -> String? {
        switch form {
        case .bits64: return rest.takeWord()?.hexadecimal
        case .bits128, .uuid, .ulid:
            guard let high = rest.takeWord(), let low = rest.takeWord() else { return nil }
            let bits = ID128(high: high, low: low)
            return form == .uuid ? bits.uuid : form == .ulid ? bits.ulid : bits.hexadecimal
        case .text:
            guard let count = rest.takeNumber().flatMap(Int.init(exactly:)), count >= 0, count <= rest.count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return String(decoding: rest.prefix(count), as: UTF8.self)
        }
    }
}

extension Slice<UnsafeRawBufferPointer> {
    fileprivate mutating func takeWord() -> UInt64? {
        guard count >= 8 else { return nil }
        defer { self = dropFirst(8) }
        return prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
