import HTTPServing
import HTTPTypes
import LogRecords

/// The trace that a request is part of, and this gateway's span in it.
///
/// A header that its specification calls invalid is ignored, and a trace of our own begun: ids are never mended.
struct TraceContext: Sendable {
    let traceID: ID128
    let spanID: UInt64
    let parentSpanID: UInt64?
    private let flags: UInt8

    /// Reads `traceparent`, else Google's header, else begins a trace.
    init(_ headers: HTTPFields) {
        spanID = .random(in: 1 ... .max)
        if let (trace, parent, flags) = TraceContext.parent(headers[.traceparent]) {
            (traceID, parentSpanID, self.flags) = (trace, parent, flags)
        } else if let (trace, parent) = TraceContext.google(headers[.cloudTrace]) {
            (traceID, parentSpanID, flags) = (trace, parent, 0)
        } else {
            (traceID, parentSpanID, flags) = (.random(), nil, 0)
        }
    }

    /// The header for whoever is called on its behalf.
    var traceparent: String {
        "00-\(traceID.hexadecimal)-\(spanID.hexadecimal)-0\(flags & 1)"
    }

    /// Version 00 has exactly four fields; a later one may have more behind them; `ff` is no version.
    /// https://www.w3.org/TR/trace-context/#versioning-of-traceparent
    private static func parent(_ header: String?) -> (ID128, UInt64, UInt8)? {
        guard let header else { return nil }
        var fields = header.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false).makeIterator()
        guard let version = fields.next().flatMap({ lowerHexadecimal($0, digits: 2) }), version != 0xFF,
            let trace = fields.next().flatMap({ traceID($0, isLowerCase: true) }),
            let span = fields.next().flatMap({ lowerHexadecimal($0, digits: 16) }), span != 0,
            let flags = fields.next().flatMap({ lowerHexadecimal($0, digits: 2) }),
            version > 0 || fields.next() == nil
        else { return nil }
        return (trace, span, UInt8(truncatingIfNeeded: flags))
    }

    /// `TRACE/SPAN;o=1`, the span in decimal. https://cloud.google.com/trace/docs/trace-context#legacy-http-header
    private static func google(_ header: String?) -> (ID128, UInt64?)? {
        var parts = (header ?? "").prefix { $0 != ";" }.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            .makeIterator()
        guard let trace = parts.next().flatMap({ traceID($0, isLowerCase: false) }) else { return nil }
        let span = parts.next().flatMap { text in
            text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt64(text) : nil
        }
        return (trace, span == 0 ? nil : span)
    }

    private static func traceID(_ text: Substring, isLowerCase: Bool) -> ID128? {
        guard text.utf8.count == 32, !isLowerCase || !text.utf8.contains(where: { (0x41...0x5A).contains($0) }) else { return nil }
        var text = String(text)
        let id = text.withUTF8 { hexadecimal128(UnsafeRawBufferPointer($0)) }
        return id == ID128(high: 0, low: 0) ? nil : id
    }

    /// Digits alone: the standard library's reader takes a sign, too.
    private static func lowerHexadecimal(_ text: Substring, digits: Int) -> UInt64? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
            return nil
        }
        return UInt64(text, radix: 16)
    }
}
