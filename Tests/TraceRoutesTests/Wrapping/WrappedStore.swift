import LogRecords
import OddValues

@testable import TraceRoutes

/// A store of requests that each have an id of every kind, and those ids.
struct WrappedStore {
    /// An id as it is told, and by what an answer shows that it was found.
    struct ID {
        var kind: String
        var text: String
        /// One of the request's own ids.
        var request: String
        /// Looked for only under a name.
        var needsLabel = false
        /// Neither case nor the script of digits matters.
        var isDigits = false
        /// Digits that a blank may part.
        var isHexadecimal = false
    }

    private(set) var story = Story()
    private(set) var ids: [ID] = []

    init(_ requests: Int, _ dice: inout SeededDice) {
        for number in 0..<requests { add(Double(number) * 10, &dice) }
    }

    private mutating func add(_ second: Double, _ dice: inout SeededDice) {
        let ray = Story.ray(at: second, low: dice.next())
        let trace = ID128(high: dice.next() | 1 << 63, low: dice.next() | 1 << 60)
        let span = dice.next() | 1 << 60
        let requestID = ID128(
            high: UInt64(Story.at(second).nanoseconds / 1_000_000) << 16 | 0x7000 | dice.next() & 0xFFF,
            low: dice.next() >> 2 | 1 << 63)
        let random = ID128(high: dice.next() & ~0xF000 | 0x4000, low: dice.next() >> 2 | 1 << 63)
        let ulid = ID128(high: UInt64(Story.at(second + 1).nanoseconds / 1_000_000) << 16 | dice.next() & 0xFFFF, low: dice.next())
        let hexadecimal = ID128(high: dice.next(), low: dice.next()).hexadecimal
        let provider = dice.element(of: ["req_", "msg_", "resp_", "chatcmpl-"]) + letters(24, &dice)
        let free = letters(4 + dice.below(20), &dice) + dice.element(of: ["", "/a+b", ".1", "@x", "'s 1"])
        story.edge(ray, from: second, to: second + 2)
        let attempt = { () -> Attempt in
            var attempt = Attempt.served("anthropic", "m")
            attempt.providerRequestID = provider
            return attempt
        }()
        story.gateway(requestID.uuid, from: second + 0.1, to: second + 1.8, attempts: [attempt]) {
            $0.ray = ray
            $0.traceID = trace
            $0.spanID = span
            $0.clientRequestID = random.uuid
            $0.correlationID = ulid.ulid
        }
        let own = requestID.uuid
        ids += [
            ID(kind: "ray", text: ray.hexadecimal, request: own, isDigits: true, isHexadecimal: true),
            ID(kind: "ray with colo", text: ray.hexadecimal + "-IAD", request: own, isDigits: true),
            ID(kind: "UUIDv7", text: own, request: own, isDigits: true, isHexadecimal: true),
            ID(kind: "UUIDv4", text: random.uuid, request: own, isDigits: true, isHexadecimal: true),
            ID(kind: "ULID", text: ulid.ulid, request: own, isDigits: true),
            ID(kind: "trace", text: trace.hexadecimal, request: own, isDigits: true, isHexadecimal: true),
            ID(kind: "span", text: span.hexadecimal, request: own, isDigits: true, isHexadecimal: true),
            ID(kind: "traceparent", text: "00-\(trace.hexadecimal)-\(span.hexadecimal)-01", request: own),
            ID(kind: "b3", text: "\(trace.hexadecimal)-\(span.hexadecimal)-1-05e3ac9a4f6e3b90", request: own),
            ID(kind: "sentry-trace", text: "\(trace.hexadecimal)-\(span.hexadecimal)", request: own),
            ID(kind: "X-Ray", text: "1-\(trace.hexadecimal.prefix(8))-\(trace.hexadecimal.dropFirst(8))", request: own),
            ID(kind: "provider's", text: provider, request: own),
        ]
        addCaller(hexadecimal, "32 digits", second, isDigits: true)
        addCaller(free, "free text", second, needsLabel: true)
        addCaller(Story.ray(at: second + 5, low: dice.next()).hexadecimal + "-LHR", "ray as correlation id", second, isDigits: true)
    }

    /// A request of the monolith that has nothing but its correlation id.
    private mutating func addCaller(
        _ id: String, _ kind: String, _ second: Double, needsLabel: Bool = false, isDigits: Bool = false
    ) {
        story.rails(id, from: second, to: second + 1)
        ids.append(ID(kind: kind, text: id, request: id, needsLabel: needsLabel, isDigits: isDigits))
    }

    private func letters(_ count: Int, _ dice: inout SeededDice) -> String {
        let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789")
        return "Q" + String((0..<count).map { _ in dice.element(of: letters) })
    }
}
