import LogRecords

/// Readers of identifiers of fixed size, over a value's bytes.
enum IdentifierReading {
    /// `230b030023ae2822`, with or without `-SJC`.
    @inline(__always)
    static func ray(_ bytes: UnsafeRawBufferPointer) -> Reading {
        if bytes.count == 2, bytes[0] == 48, bytes[1] == 48 { return .absent }
        guard bytes.count == 16 || bytes.count > 16 && bytes[16] == UInt8(ascii: "-") else { return .unreadable }
        return hexadecimal64(UnsafeRawBufferPointer(rebasing: bytes[..<16])).map(Reading.value) ?? .unreadable
    }

    /// 16 hexadecimal digits, or decimal ones as Google writes them, beyond `Int64.max`; zero is no span.
    static func span(_ bytes: UnsafeRawBufferPointer, isNumber: Bool) -> Reading {
        let span = bytes.count == 16 && !isNumber ? hexadecimal64(bytes) : decimal64(bytes)
        guard let span else { return .unreadable }
        return span == 0 ? .absent : .value(span)
    }

    @inline(__always)
    static func trace(_ bytes: UnsafeRawBufferPointer) -> Reading {
        guard let trace = hexadecimal128(bytes) else { return .unreadable }
        return trace.high == 0 && trace.low == 0 ? .absent : .value(trace)
    }

    /// `projects/P/traces/<32 hex>`
    /// https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
    static func googleTrace(_ bytes: UnsafeRawBufferPointer) -> Reading {
        guard bytes.count > 32 else { return trace(bytes) }
        let digits = bytes.count - 32
        guard bytes.starts(with: "projects/".utf8), bytes[..<digits].suffix(8).elementsEqual("/traces/".utf8) else {
            return .unreadable
        }
        return trace(UnsafeRawBufferPointer(rebasing: bytes[digits...]))
    }

    /// https://www.w3.org/TR/trace-context/#traceparent-header-field-values
    static func traceparent(_ bytes: UnsafeRawBufferPointer, span wantsSpan: Bool) -> Reading {
        let dash = UInt8(ascii: "-")
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            let version = hexadecimal8(bytes[0], bytes[1]), hexadecimal8(bytes[53], bytes[54]) != nil, version != 255,
            bytes.count == 55 || version > 0 && bytes[55] == dash
        else { return .unreadable }
        if wantsSpan { return span(UnsafeRawBufferPointer(rebasing: bytes[36..<52]), isNumber: false) }
        return trace(UnsafeRawBufferPointer(rebasing: bytes[3..<35]))
    }

    private static func hexadecimal8(_ high: UInt8, _ low: UInt8) -> UInt32? {
        guard let high = JSONText.hexadecimalDigit(high), let low = JSONText.hexadecimalDigit(low) else { return nil }
        return high << 4 | low
    }
}
