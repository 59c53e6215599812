import Testing

/// A fault at the first of two targets, and what must become of it.
struct FaultCase: Sendable, CustomTestStringConvertible {
    /// Also the name of the model and, with `1` and `2` behind it, of the stand-ins.
    var name: String
    /// Orders for the first stand-in; `nil` where its address is at fault.
    var orders: String?
    /// The first target's address; the stand-in's by default.
    var address: String?
    var isStream = true
    /// Of the first attempt.
    var error: String?
    /// Whether the second target serves.
    var movesOn: Bool
    var outcome = "completed"
    /// The first attempt reached the stand-in.
    var reachesProvider = true

    var testDescription: String { name }

    static let all: [FaultCase] = [
        FaultCase(name: "s429", orders: #"{"faults":[{"kind":"status","status":429}]}"#, error: "rate_limited", movesOn: true),
        FaultCase(
            name: "s429-after", orders: #"{"faults":[{"kind":"status","status":429,"retryAfter":"7"}]}"#, error: "rate_limited",
            movesOn: true),
        FaultCase(
            name: "s503", orders: #"{"faults":[{"kind":"status","status":503}]}"#, isStream: false, error: "overloaded",
            movesOn: true),
        FaultCase(name: "s529", orders: #"{"faults":[{"kind":"status","status":529}]}"#, error: "overloaded", movesOn: true),
        FaultCase(name: "s500", orders: #"{"faults":[{"kind":"status","status":500}]}"#, error: "server_5xx", movesOn: true),
        FaultCase(
            name: "refused", address: "http://127.0.0.1:1", error: "connect_refused", movesOn: true, reachesProvider: false),
        FaultCase(
            name: "dns", address: "http://no-such-host.invalid", error: "dns", movesOn: true, reachesProvider: false),
        FaultCase(name: "tls", address: "SECURE", error: "tls", movesOn: true, reachesProvider: false),
        FaultCase(
            name: "head-stall", orders: #"{"faults":[{"kind":"headerStall","milliseconds":90000}]}"#, error: "header_timeout",
            movesOn: true),
        FaultCase(name: "closed", orders: #"{"faults":[{"kind":"close"}]}"#, error: "reset", movesOn: true),
        FaultCase(
            name: "cut-before-words", orders: #"{"faults":[{"kind":"cut","afterPieces":0}]}"#, error: "reset", movesOn: true),
        FaultCase(
            // Words that the gateway had no time to hand on when the end came are lost with it, and served elsewhere.
            name: "cut-late", orders: #"{"faults":[{"kind":"cut","afterPieces":3,"milliseconds":1500}]}"#, error: "reset",
            movesOn: false, outcome: "truncated"),
        FaultCase(
            name: "cut-body", orders: #"{"faults":[{"kind":"cutBody"}]}"#, isStream: false, error: "reset", movesOn: true),
        FaultCase(
            name: "stall-before-words", orders: #"{"faults":[{"kind":"stall","afterPieces":0,"milliseconds":90000}]}"#,
            error: "idle_timeout", movesOn: true),
        FaultCase(
            name: "stall-late", orders: #"{"faults":[{"kind":"stall","afterPieces":3,"milliseconds":90000}]}"#,
            error: "idle_timeout", movesOn: false, outcome: "truncated"),
        FaultCase(
            name: "error-before-words", orders: #"{"faults":[{"kind":"errorEvent","afterPieces":0}]}"#, error: "in_stream_error",
            movesOn: true),
        FaultCase(
            name: "error-late", orders: #"{"faults":[{"kind":"errorEvent","afterPieces":3}]}"#, error: "in_stream_error",
            movesOn: false, outcome: "truncated"),
        FaultCase(name: "bad-line", orders: #"{"faults":[{"kind":"badLine"}]}"#, error: nil, movesOn: false),
        FaultCase(
            name: "drip", orders: #"{"pieces":2,"faults":[{"kind":"drip","milliseconds":0}]}"#, error: nil, movesOn: false),
        FaultCase(name: "huge-event", orders: #"{"faults":[{"kind":"hugeEvent"}]}"#, error: nil, movesOn: false),
        FaultCase(
            name: "no-done", orders: #"{"faults":[{"kind":"noDone"}]}"#, error: "truncated", movesOn: false, outcome: "truncated"),
        FaultCase(
            name: "bad-payload", orders: #"{"faults":[{"kind":"badPayload"}]}"#, isStream: false, error: "bad_payload",
            movesOn: true),
        FaultCase(name: "none", orders: "{}", error: nil, movesOn: false),
    ]

    /// A configuration with a model of two targets for each case, of the kind given.
    static func configuration(kind: String) -> String {
        var providers = ""
        var models = ""
        for fault in all {
            let first = fault.address ?? "PROVIDERS/\(fault.name)-1"
            let more = kind == "vertex_ai" ? ", project: p, location: europe-west4" : ""
            for (number, address) in [first, "PROVIDERS/\(fault.name)-2"].enumerated() {
                providers +=
                    "  \(fault.name)-\(number + 1): {kind: \(kind), url: \"\(address)\", key: {env: PROVIDER_KEY}\(more)}\n"
            }
            models +=
                "  \(fault.name): {targets: [{provider: \(fault.name)-1, model: m-1}, {provider: \(fault.name)-2, model: m-2}]}\n"
        }
        return """
            regions: [europe-west3]
            server: {trusted_peers: [127.0.0.1/32]}
            auth: {mode: keys, keys: [{env: CLIENT_KEY}]}
            logging: {flush_seconds: 0.1}
            timeouts: {connect: 2, head: 10, stream_head: 10, first_event: 10, idle: 10, total: 90}
            providers:
            \(providers)models:
            \(models)
            """
    }
}
