import Crypto
import Foundation

/// A request as client, GitLab instance and providers know it: none of this comes from a log that `trace` reads.
struct Truth: Sendable {
    struct Call: Equatable, Sendable {
        var provider: String
        var model: String
        var location: String?
    }

    /// What a support engineer would be given: the ray, or through the GitLab instance the correlation id.
    var id: String
    var label: String
    var colo: String
    var ray: String?
    var requestID: String?
    var status: Int?
    var outcome: String
    /// Whose key the providers saw; else what the answer's header said.
    var region: String?
    /// In order.
    var calls: [Call]
    /// The last call, where it was answered and so was the client.
    var served: Call?

    var isWhole: Bool { status == 200 && outcome == "completed" }

    private static let providers = ["anthropic": "anthropic", "vertex": "gcp.vertex_ai", "openai": "openai"]

    /// All requests of a rehearsal that have an id.
    static func all(of rehearsal: Rehearsal, regions: [String]) throws -> [Truth] {
        let calls = Dictionary(grouping: try rehearsal.journal("calls") { Made($0) }) { $0.requestID }
        let indirect = Dictionary(
            try rehearsal.journal("monolith") { ($0.text("correlation_id") ?? "", Seen($0)) },
            uniquingKeysWith: { first, _ in first })
        let keys = Dictionary(uniqueKeysWithValues: regions.flatMap { region in keyPrints(of: region).map { ($0, region) } })
        return try rehearsal.journal("clients") { line in
            guard let id = line.text("correlation_id") ?? line.text("ray") else { return nil }
            let seen = line.text("correlation_id").flatMap { indirect[$0] } ?? Seen(line)
            let own = seen.requestID.flatMap { calls[$0] }?.sorted { $0.started < $1.started } ?? []
            var truth = Truth(
                id: id, label: line.text("label") ?? "", colo: line.text("colo") ?? "", ray: seen.ray, requestID: seen.requestID,
                status: line.number("status"), outcome: line.text("outcome") ?? "",
                region: own.lazy.compactMap { keys[$0.key] }.first ?? seen.region, calls: own.map(\.call), served: nil)
            if truth.isWhole, own.last?.isWhole == true { truth.served = own.last?.call }
            return truth
        }
    }

    /// What the gateway's answer said of itself.
    private struct Seen {
        var ray: String?
        var requestID: String?
        var region: String?

        init(_ line: JSONLine) {
            (ray, requestID, region) = (line.text("ray"), line.text("request_id"), line.text("region"))
        }
    }

    /// A call as its provider saw it.
    private struct Made {
        var requestID: String
        var started: String
        var key: String
        var isWhole: Bool
        var call: Call

        init(_ line: JSONLine) {
            requestID = line.text("x_request_id") ?? ""
            (started, key) = (line.text("started") ?? "", line.text("authorization") ?? "")
            isWhole = line.text("outcome") == "completed"
            call = Call(
                provider: providers[line.text("stand_in") ?? ""] ?? "?", model: line.text("model") ?? "",
                location: line.text("location"))
        }
    }

    /// The journal has a hash of the header; each region was given a key of its own.
    private static func keyPrints(of region: String) -> [String] {
        ["testbed-\(region)", "Bearer testbed-\(region)"].map { key in
            SHA256.hash(data: Data(key.utf8)).prefix(4).map { String(format: "%02x", $0) }.joined()
        }
    }
}
