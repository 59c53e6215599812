import Foundation

/// A line of `truth.ndjson`, as far as the comparison needs it; described in corpus(1).
struct OracleTruth: Decodable {
    struct Clause: Decodable {
        var name: String
        var value: String?
        var lines: [String]
        var may: [String]
        var causes: [String]
    }

    struct Ask: Decodable {
        var text: String
        var kind: String
        var outcomes: [String]
        var own: [String]
        var clauses: [Clause]
    }

    struct Facts: Decodable {
        var hops: Int
        var clock_offset_ms: Int
    }

    struct Line: Decodable {
        var places: [String]
    }

    var index: Int
    var kind: String
    var started: String?
    var customer_instance: String?
    var turn: String
    var shape: String
    var gateway: String
    var truth: Facts
    var lines: [Line]
    var asks: [Ask]

    /// Whether its lines can be told from others only by clocks that may be wrong: it shares its ids with others, or
    /// was tried twice. There the tracer may say less than is known here.
    var isHardToPart: Bool { shape != "single" || truth.hops > 1 }

    /// Whether a clock is off by so much that lines of one request do not nest: then what only shared ids join may be
    /// inferred, and no more.
    var hasWrongClock: Bool { truth.clock_offset_ms > 90 }

    static func read(_ file: URL) throws -> [OracleTruth] {
        try Data(contentsOf: file).split(separator: 10).map { try JSONDecoder().decode(OracleTruth.self, from: $0) }
    }
}

/// An answer of `trace route --json`, as far as the comparison needs it; described in waybill-route(5).
struct OracleAnswer: Decodable {
    struct Clause: Decodable {
        var value: String?
        var basis: String
        var cause: String?
        var rule: String?
        var evidence: [Int]
    }

    struct Request: Decodable {
        var ids: [String: [String]]
    }

    struct Route: Decodable {
        var request: Request
        var verdict: [String: Clause]
    }

    struct Evidence: Decodable {
        var n: Int
        var shard: String?
        var line: Int64?
    }

    var outcome: String
    var routes: [Route]
    var evidence: [Evidence]

    /// The route that has one of these ids, the first of them before the others; the only one where there is one.
    func route(with own: [String]) -> Route? {
        routes.count == 1 ? routes.first : own.lazy.compactMap(route(withID:)).first
    }

    func hasRoute(with own: [String]) -> Bool {
        own.contains { route(withID: $0) != nil }
    }

    private func route(withID id: String) -> Route? {
        let wanted = id.lowercased()
        return routes.first { $0.request.ids.values.contains { $0.contains { $0.lowercased() == wanted } } }
    }

    func places(_ clause: Clause) -> [String] {
        clause.evidence.compactMap { number in
            evidence.first { $0.n == number }.flatMap { line in line.shard.flatMap { shard in line.line.map { "\(shard):\($0)" } } }
        }
    }
}
