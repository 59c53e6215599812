import LogRecords

/// The fields that name a request across systems.
let requestFields: Set<IdentifierKind> = [.requestID, .clientRequestID, .correlationID, .traceID]

/// Every reading of one token, by its shapes and its label.
func readings(of token: IDToken) -> [Candidate] {
    let found = shapes(of: token.text)
    if found.isEmpty || isIDLabel(token.label) && found.allSatisfy(\.isGuess) {
        return [freeText(token.text, isAlone: false)].compactMap { $0 } + found.flatMap { readings(of: $0, in: token) }
    }
    return found.flatMap { readings(of: $0, in: token) }
}

extension Shape {
    /// Whether other things than a ray often look like this.
    fileprivate var isGuess: Bool {
        if case .damagedRay = self { true } else { false }
    }
}

private func readings(of shape: Shape, in token: IDToken) -> [Candidate] {
    switch shape {
    case .ray(let ray, let suffix):
        rayReadings(ray, suffix: suffix, label: token.label)
    case .damagedRay(let digits, let suffix):
        damagedReadings(digits, suffix: suffix, in: token)
    case .hexadecimal32(let id):
        [
            Candidate(
                reading: Reading(kind: "trace", value: id.hexadecimal), keys: [.bits128(id)], fields: [.traceID], rank: 50),
            Candidate(
                reading: Reading(kind: "request", value: id.hexadecimal), keys: [.bits128(id)],
                fields: requestFields.subtracting([.traceID]).union([.providerRequestID]), rank: 40),
        ]
    case .uuid(let id): uuidReadings(id, label: token.label)
    case .ulid(let id):
        [
            Candidate(
                reading: Reading(kind: "ulid", value: token.text.uppercased(), time: EmbeddedTime.ofMilliseconds48(id)),
                keys: [.bits128(id)], fields: requestFields, rank: 35)
        ]
    case .span(let span): spanReadings(span, in: token)
    case .traceparent(let trace, let span):
        [
            Candidate(
                reading: Reading(kind: "traceparent", value: token.text.lowercased()), keys: [.bits64(span), .bits128(trace)],
                fields: [.traceID, .spanID], rank: 45)
        ]
    case .cloudTrace(let trace, let span):
        [
            Candidate(
                reading: Reading(kind: "cloud-trace-context", value: token.text),
                keys: (span.map { [.bits64($0)] } ?? []) + [.bits128(trace)], fields: [.traceID, .spanID], rank: 45)
        ]
    case .awsTrace(let root, let seconds):
        [
            Candidate(
                reading: Reading(
                    kind: "aws-trace", value: root, time: Instant(nanoseconds: Int64(seconds) * Instant.second)),
                keys: [CanonicalIdentifier(root), CanonicalIdentifier("Root=" + root)], fields: requestFields, rank: 55)
        ]
    case .providerRequest(let id):
        [
            Candidate(
                reading: Reading(kind: "provider-request", value: id), keys: [CanonicalIdentifier(id)],
                fields: requestFields.union([.providerRequestID]), rank: 60)
        ]
    }
}

/// 16 digits are a ray or a span; with a suffix or under a ray's name they are a ray.
private func rayReadings(_ ray: UInt64, suffix: String?, label: String) -> [Candidate] {
    let asRay = Candidate(
        reading: Reading(kind: "ray", value: ray.hexadecimal, suffix: suffix, time: EmbeddedTime.ofRay(ray)),
        keys: [.bits64(ray)], fields: [.ray, .parentRay, .providerRay], rank: 10)
    guard suffix == nil, !label.contains("ray") else { return [asRay] }
    let asSpan = Candidate(
        reading: Reading(kind: "span", value: ray.hexadecimal), keys: [.bits64(ray)], fields: [.spanID], rank: 70)
    return label.contains("span") ? [asSpan] : [asRay, asSpan]
}

/// A ray of a wrong length, if a suffix, a label or its standing alone says that it is meant as one.
private func damagedReadings(_ digits: String, suffix: String?, in token: IDToken) -> [Candidate] {
    let letters = suffix?.filter(\.isLetter).count ?? 0
    guard letters >= 2 || token.label.contains("ray") || token.isAlone else { return [] }
    return [
        Candidate(
            reading: Reading(kind: "ray", value: digits, suffix: suffix), keys: [], fields: [.ray], rank: 15, isDamaged: true)
    ]
}

private func uuidReadings(_ id: ID128, label: String) -> [Candidate] {
    let isVersion7 = id.high >> 12 & 0xF == 7
    let reading = Reading(kind: "uuid", value: id.uuid, time: isVersion7 ? EmbeddedTime.ofMilliseconds48(id) : nil)
    if label.contains("instance-id") || label.contains("instance_id") {
        var instance = Candidate(reading: reading, keys: [], fields: [], rank: 90)
        instance.reading.kind = "instance"
        instance.isInstance = true
        return [instance]
    }
    return [
        Candidate(
            reading: reading, keys: [.bits128(id)], fields: requestFields.union([.providerRequestID]),
            rank: isVersion7 ? 20 : 30, isInstance: true)
    ]
}

/// 16 to 20 decimal digits are a span as Google writes it; nanoseconds look the same, so in a longer paste its name must say so.
private func spanReadings(_ span: UInt64, in token: IDToken) -> [Candidate] {
    guard token.isAlone || token.label.contains("span") || token.label.contains("trace") else { return [] }
    return [
        Candidate(
            reading: Reading(kind: "span", value: span.hexadecimal), keys: [.bits64(span)], fields: [.spanID], rank: 70)
    ]
}

/// A text that is an id only because somebody uses it as one: exact search among correlation ids.
func freeText(_ text: String, isAlone: Bool) -> Candidate? {
    var value = text.trimming(" \n\r\t").trimming("\"'`")
    if isAlone, let colon = value.firstIndex(of: ":"), isIDLabel(value[..<colon].lowercased()) {
        value = String(value[value.index(after: colon)...]).trimming(" ").trimming("\"'`,;")
    }
    guard !value.isEmpty, value.utf8.count <= RecordBatch.longestText, !value.contains("\n") else { return nil }
    let key = CanonicalIdentifier(value)
    guard case .bytes = key else { return nil }
    return Candidate(
        reading: Reading(kind: "text", value: value), keys: [key], fields: requestFields.union([.providerRequestID]),
        rank: isAlone ? 80 : 38)
}
