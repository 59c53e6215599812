/// What `gateway edge` says at its operator's address; gateway-edge(8).
struct EdgePage: Decodable, Sendable {
    /// What the edge did since it began.
    struct Counts: Decodable, Sendable {
        var requests: Int
        var retries: Int
        var failed: Int
        var served: [String: Int]
        var rerouted: [String: Int]
    }

    /// What a colo knows of a region, in the edge's spelling.
    struct Way: Decodable, Sendable {
        var up: Bool
        var mean_ms: Double?
        var why: String?
    }

    var counts: Counts
    var colos: [String: [String: Way]]

    var ways: [(colo: String, region: String, way: Way)] {
        colos.flatMap { colo, ways in ways.map { (colo, $0.key, $0.value) } }
    }
}
