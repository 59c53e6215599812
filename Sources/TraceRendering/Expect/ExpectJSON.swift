package import LogRecords

/// The shape `waybill.expect/1`, as trace-expect(1) describes it: every key is always there.
package enum ExpectJSON {
    /// What was declared, one object on one line.
    package static func bytes(_ declared: [Declaration]) -> [UInt8] {
        JSONWriter.bytes([
            "schema": .string("waybill.expect/1"), "declared": .array(declared.map(value)),
        ])
    }

    static func value(_ declaration: Declaration) -> JSONValue {
        var (every, shards): (Double?, Int64?)
        if case .every(let nanoseconds, let count) = declaration.promise { (every, shards) = (Double(nanoseconds) / 1e9, count) }
        return [
            "subject": .string(declaration.subject), "every_seconds": .fraction(every),
            "shards": shards.map { .integer($0) } ?? .null,
            "ended": .boolean(every == nil),
            "declared": .instant(declaration.declared), "why": .text(declaration.why),
        ]
    }
}
