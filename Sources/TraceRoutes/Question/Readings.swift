import LogRecords
import Places

/// The fields that name a request across systems.
let requestFields: Set<IdentifierKind> = [.requestID, .clientRequestID, .correlationID, .traceID]

private let providerFields = requestFields.union([.providerRequestID])

/// Every reading of one token, by its shapes and its label.
func readings(of token: IDToken) -> [Candidate] {
    var found = token.shapes.flatMap { readings(of: $0, in: token) }
    // What has nearly an id's length is one that lost a digit anywhere, or its last ones.
    if found.count > 1, let last = found.last, last.beginning != nil {
        found.removeLast()
        found[0].beginning = last.beginning
    }
    // Under an id's name the text itself is one, whatever its shape.
    let known = Set(found.flatMap(\.keys))
    let texts = token.exactTexts.compactMap { freeText($0, isAlone: false) }.filter { known.isDisjoint(with: $0.keys) }
    let isCertain = token.isIntact
    if isCertain || !found.isEmpty && token.exactTexts.isEmpty { found += texts } else { found = texts + found }
    found.indices.forEach { found[$0].ending = token.ending }
    if token.isCut, !found.contains(where: { $0.beginning != nil }), let beginning = IdentifierBeginning(token.text), !found.isEmpty
    {
        found[0].beginning = beginning
    }
    return found
}

private func readings(of shape: Shape, in token: IDToken) -> [Candidate] {
    switch shape {
    case .ray(let ray, let suffix): rayReadings(ray, suffix: suffix, in: token)
    case .damaged(let kind): damagedReadings(kind, in: token)
    case .beginning(let beginning, let suffix): beginningReadings(beginning, suffix: suffix, in: token)
    case .hexadecimal32(let id):
        [
            Candidate(
                reading: Reading(kind: "trace", value: id.hexadecimal), keys: [.bits128(id)],
                lastKeys: id.high == 0 ? [.bits64(id.low)] : [], home: [.traceID], rank: 50),
            Candidate(
                reading: Reading(kind: "request", value: id.hexadecimal), keys: [.bits128(id)],
                home: providerFields.subtracting([.traceID]), rank: 40),
        ]
    case .uuid(let id): uuidReadings(id, label: token.label)
    case .ulid(let id):
        [
            Candidate(
                reading: Reading(kind: "ulid", value: id.ulid, time: EmbeddedTime.ofMilliseconds48(id)), keys: [.bits128(id)],
                rank: 35)
        ]
    case .span(let span): decimalReadings(span, in: token)
    case .decimalTrace(let trace):
        token.isAlone || token.isUnder("trace") || isIDLabel(token.label)
            ? [
                Candidate(
                    reading: Reading(kind: "trace", value: trace.hexadecimal), keys: [.bits128(trace)], home: [.traceID], rank: 50)
            ]
            : []
    case .traceparent(let trace, let span):
        [traceReading("traceparent", token.text.lowercased(), [.bits64(span), .bits128(trace)])]
    case .cloudTrace(let trace, let spans):
        [traceReading("cloud-trace-context", token.text, spans.map(CanonicalIdentifier.bits64) + [.bits128(trace)])]
    case .b3(let trace, let span):
        [traceReading(token.isUnder("sentry") ? "sentry-trace" : "b3", token.text.lowercased(), [.bits64(span)] + traceKeys(trace))]
    case .awsTrace(let root, let seconds, let trace):
        [
            Candidate(
                reading: Reading(
                    kind: "aws-trace", value: root, time: Instant(nanoseconds: Int64(seconds) * Instant.second)),
                keys: [CanonicalIdentifier(root), CanonicalIdentifier("Root=" + root), .bits128(trace)], rank: 55)
        ]
    case .providerRequest(let id):
        [
            Candidate(
                reading: Reading(kind: "provider-request", value: id), keys: [CanonicalIdentifier(id)], home: [.providerRequestID],
                rank: 60)
        ]
    }
}

private func traceReading(_ kind: String, _ value: String, _ keys: [CanonicalIdentifier]) -> Candidate {
    Candidate(reading: Reading(kind: kind, value: value), keys: keys, home: [.traceID, .spanID], rank: 45)
}

/// A trace of 64 bits is written with zeros before it where 128 are wanted.
private func traceKeys(_ trace: CanonicalIdentifier) -> [CanonicalIdentifier] {
    guard case .bits64(let value) = trace else { return [trace] }
    return [.bits128(ID128(high: 0, low: value)), trace]
}

/// 16 digits are a ray or a span; with a suffix or under a ray's name they are a ray.
private func rayReadings(_ ray: UInt64, suffix: String?, in token: IDToken) -> [Candidate] {
    var asRay = Candidate(
        reading: Reading(kind: "ray", value: ray.hexadecimal, suffix: suffix, time: EmbeddedTime.ofRay(ray)), keys: [.bits64(ray)],
        home: [.ray, .parentRay, .providerRay], rank: 10)
    // A trace of 64 bits is written with zeros before it where 128 are wanted.
    asRay.lastKeys = [suffix == nil ? .bits128(ID128(high: 0, low: ray)) : .bytes(Array(token.text.utf8))]
    if token.label.filter({ $0 != "-" && $0 != "_" }).contains("traceid") {
        return [
            Candidate(
                reading: Reading(kind: "trace", value: ray.hexadecimal), keys: traceKeys(.bits64(ray)), home: [.traceID, .spanID],
                rank: 50)
        ]
    }
    guard suffix == nil, !token.label.contains("ray") else { return [asRay] }
    let asSpan = Candidate(
        reading: Reading(kind: "span", value: ray.hexadecimal), keys: [.bits64(ray)], home: [.spanID], rank: 70)
    return token.label.contains("span") || token.label == "parent" ? [asSpan] : [asRay, asSpan]
}

/// An id of a wrong length. A ray's digits are few, so a suffix, a label or their standing alone must say that they are
/// meant as one.
private func damagedReadings(_ kind: String, in token: IDToken) -> [Candidate] {
    var value = kind == "ulid" ? token.text.uppercased() : digitsMended(token.text).lowercased()
    var suffix: String?
    if kind == "ray" {
        let parts = token.text.split(separator: "-", maxSplits: 1)
        value = digitsMended(parts.first.map(String.init) ?? "").lowercased()
        suffix = parts.count == 2 ? parts[1].uppercased() : nil
        let keys = withZeros(value, in: token)
        if !keys.isEmpty {
            return [
                Candidate(
                    reading: Reading(kind: "span", value: value), keys: keys, home: [.spanID, .traceID], rank: 70, isDamaged: true)
            ]
        }
        guard (suffix?.filter(\.isLetter).count ?? 0) >= 2 || token.isUnder("ray") || token.isAlone || token.isCut else {
            return []
        }
    }
    return [
        Candidate(
            reading: Reading(kind: kind, value: value, suffix: suffix), keys: withZeros(value, in: token),
            rank: kind == "ray" ? 15 : 37,
            isDamaged: true)
    ]
}

/// Digits that an id may begin with, if dots, a name, a colo or their standing alone say that they are one.
private func beginningReadings(_ beginning: IdentifierBeginning, suffix: String?, in token: IDToken) -> [Candidate] {
    let hasColo = suffix.map { Places.colo($0) != nil } ?? false
    let keys = withZeros(beginning.text, in: token)
    guard !keys.isEmpty || token.isCut || token.isAlone || hasColo || token.isUnder("ray") || isIDLabel(token.label) else {
        return []
    }
    var candidate = Candidate(
        reading: Reading(kind: keys.isEmpty ? "beginning" : "trace", value: beginning.text.lowercased(), suffix: suffix),
        keys: keys,
        rank: 16, isDamaged: true)
    if beginning.bits64 == nil { candidate.reading.value = token.text }
    candidate.beginning = beginning
    return [candidate]
}

/// The trace or span that lost the zeros before it. https://github.com/jaegertracing/jaeger/issues/1578
private func withZeros(_ digits: String, in token: IDToken) -> [CanonicalIdentifier] {
    let count = digits.utf8.count
    guard digits.isHexadecimal, !token.isCut, count < 32 else { return [] }
    let whole = CanonicalIdentifier(String(repeating: "0", count: 32 - count) + digits)
    let isNamed = token.isUnder("trace") || token.isUnder("span")
    if count > 16, count >= 28 || isNamed { return [whole] }
    guard count < 16, isNamed, let low = UInt64(digits, radix: 16) else { return [] }
    return [.bits64(low), whole]
}

private func uuidReadings(_ id: ID128, label: String) -> [Candidate] {
    let isVersion7 = id.high >> 12 & 0xF == 7
    let reading = Reading(kind: "uuid", value: id.uuid, time: isVersion7 ? EmbeddedTime.ofMilliseconds48(id) : nil)
    if label.contains("instance-id") || label.contains("instance_id") {
        var instance = Candidate(reading: reading, keys: [], rank: 90)
        instance.reading.kind = "instance"
        instance.isInstance = true
        return [instance]
    }
    return [
        Candidate(reading: reading, keys: [.bits128(id)], home: providerFields, rank: isVersion7 ? 20 : 30, isInstance: true)
    ]
}

/// 16 to 20 decimal digits are a span as Google writes it; nanoseconds look the same, so in a longer paste a name must
/// say what they are. Datadog writes traces so too, and of a trace of 128 bits only the lower half.
/// https://docs.datadoghq.com/tracing/trace_collection/trace_context_propagation/
private func decimalReadings(_ span: UInt64, in token: IDToken) -> [Candidate] {
    let isNamed = ["span", "trace", "parent", "datadog"].contains { token.isUnder($0) } || isIDLabel(token.label)
    guard token.isAlone || isNamed else { return [] }
    guard token.label.contains("trace") else {
        return [
            Candidate(reading: Reading(kind: "span", value: span.hexadecimal), keys: [.bits64(span)], home: [.spanID], rank: 70)
        ]
    }
    return [
        Candidate(
            reading: Reading(kind: "trace", value: span.hexadecimal), keys: [.bits64(span), .bits128(ID128(high: 0, low: span))],
            home: [.traceID, .spanID], rank: 50)
    ]
}

/// A text that is an id only because somebody uses it as one: exact search.
func freeText(_ text: String, isAlone: Bool) -> Candidate? {
    var value = isAlone ? text.trimming(" \n\r\t").trimming("\"'`") : text
    if isAlone, let colon = value.firstIndex(of: ":"), isIDLabel(value[..<colon].lowercased()) {
        value = String(value[value.index(after: colon)...]).trimming(" ").trimming("\"'`,;")
    }
    guard !value.isEmpty, value.utf8.count <= RecordBatch.longestText, !value.contains("\n") else { return nil }
    return Candidate(
        reading: Reading(kind: "text", value: value), keys: [CanonicalIdentifier(value)], home: providerFields,
        rank: isAlone ? 80 : 38)
}
