import LogRecords

/// `00-<32>-<16>-<2>`, longer for later versions; version ff and ids of zeros are invalid.
/// https://www.w3.org/TR/trace-context/#traceparent-header
func traceparent(_ text: String) -> Shape? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 4, parts[0].utf8.count == 2, parts[0].isHexadecimal, parts[0].lowercased() != "ff",
        let trace = trace128(parts[1]), let span = span64(parts[2])
    else { return nil }
    return .traceparent(trace: trace, span: span)
}

/// `<32 or 16>-<16>`, then perhaps whether it is sampled, then perhaps the parent's span; `sentry-trace` is the same
/// without a parent. https://github.com/openzipkin/b3-propagation#single-header
/// https://develop.sentry.dev/sdk/telemetry/traces/#header-sentry-trace
func b3(_ text: String) -> Shape? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard (2...4).contains(parts.count), let span = span64(parts[1]) else { return nil }
    if parts.count > 2, !["0", "1", "d", ""].contains(parts[2]) { return nil }
    if parts.count > 3, span64(parts[3]) == nil { return nil }
    if let trace = trace128(parts[0]) { return .b3(trace: .bits128(trace), span: span) }
    return span64(parts[0]).map { .b3(trace: .bits64($0), span: span) }
}

/// `TRACE/SPAN`; the options behind `;` are not part of it. https://cloud.google.com/trace/docs/trace-context
func cloudTrace(_ text: String, _ next: Run) -> Shape? {
    guard next.gap == "/", text.utf8.count == 32, let trace = fixed128(text) else { return nil }
    let span = next.bare
    let readings = [
        span.isDecimal && span.utf8.count <= 20 ? UInt64(span) : nil,
        span.utf8.count == 16 && span.isHexadecimal ? UInt64(span, radix: 16) : nil,
    ]
    let spans = readings.compactMap { $0 }
    return spans.isEmpty ? nil : .cloudTrace(trace: trace, spans: spans.filter { $0 != 0 })
}

/// `1-<8 hex seconds>-<24 hex>`; OpenTelemetry writes the same 32 digits without dashes.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
func awsTrace(_ text: String) -> Shape? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[0] == "1", parts[1].utf8.count == 8, parts[1].isHexadecimal, parts[2].utf8.count == 24,
        let trace = fixed128(parts[1] + parts[2]), let seconds = UInt64(parts[1], radix: 16)
    else { return nil }
    return .awsTrace(root: text.lowercased(), seconds: seconds, trace: trace)
}

private func trace128(_ text: String) -> ID128? {
    guard text.utf8.count == 32, let trace = fixed128(text), trace != ID128(high: 0, low: 0) else { return nil }
    return trace
}

private func span64(_ text: String) -> UInt64? {
    guard text.utf8.count == 16, text.isHexadecimal, let span = UInt64(text, radix: 16), span != 0 else { return nil }
    return span
}
