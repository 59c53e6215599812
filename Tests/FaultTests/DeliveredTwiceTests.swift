import Foundation
import Testing
import Workbench

/// Records that a vendor delivered in two shards are shown once in every route and counted once, with both lines as
/// evidence.
struct DeliveredTwiceTests {
    private struct Route: Decodable {
        struct One: Decodable {
            struct Hop: Decodable {
                var vantage: String
                var evidence: [Int]
            }
            var hops: [Hop]
            var attempts: [Attempt]
        }
        struct Attempt: Decodable { var n: Int }
        struct Evidence: Decodable { var shard: String }
        var outcome: String
        var routes: [One]
        var evidence: [Evidence]
    }

    private struct Found: Decodable { var total: Int }

    private struct Line: Decodable {
        struct Caller: Decodable { var instance: String? }
        struct Attempt: Decodable {}
        var kind: String
        var request_id: String?
        var started: String?
        var caller: Caller?
        var attempts: [Attempt]?
    }

    /// Thirty requests of one gateway; the ten in the middle are in both shards, which begin differently.
    private func makeShards(in place: Scratch) throws -> (both: [Line], all: [Line]) {
        let logs = try NightOfLogs.shared.get().scratch
        let texts = logs.listing("logs").filter {
            $0.hasPrefix("gateway/") && $0.hasSuffix("-0.ndjson.gz") && !$0.contains("copy-")
        }
        let lines = try texts.flatMap { try self.lines(of: logs.path("logs/" + $0)) }
        let requests = lines.filter { $0.contains(#""kind":"request""#) && $0.hasSuffix("}") }.prefix(30)
        try #require(requests.count == 30)
        _ = try place.makeFolder("logs")
        for (name, part) in [("a.ndjson", requests.prefix(20)), ("b.ndjson", requests.suffix(20))] {
            try Data(part.map { $0 + "\n" }.joined().utf8).write(to: place.url.appending(path: "logs/" + name))
        }
        let all = try requests.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        return (Array(all[10..<20]), all)
    }

    private func lines(of shard: String) throws -> [String] {
        // A shard that is cut short still gives its whole lines.
        try BuiltProgram.run(["zcat", "-q", shard], program: "/usr/bin/env").output.split(separator: "\n").map(String.init)
    }

    @Test func `a record in two shards is one hop with two lines as evidence, and its attempts are listed once`() throws {
        let place = try Scratch()
        let (both, _) = try makeShards(in: place)
        let load = try BuiltProgram.run(["ingest", "--store", place.path("store"), place.path("logs")])
        #expect(load.status == 0, "\(load.errors)")
        for line in both {
            let id = try #require(line.request_id)
            let answer = try BuiltProgram.run(["route", id, "--json", "--store", place.path("store")])
            let route = try JSONDecoder().decode(Route.self, from: Data(answer.output.utf8))
            #expect(route.outcome == "found" && route.routes.count == 1, "\(answer.output)")
            let hops = route.routes.first?.hops.filter { $0.vantage == "gateway" && !$0.evidence.isEmpty } ?? []
            #expect(hops.count == 1 && hops.first?.evidence.count == 2, "\(answer.output)")
            #expect(route.routes.first?.attempts.count == line.attempts?.count)
            #expect(Set(route.evidence.map(\.shard)) == ["a.ndjson", "b.ndjson"])
        }
    }

    @Test func `a record in two shards is counted once`() throws {
        let place = try Scratch()
        let (both, all) = try makeShards(in: place)
        _ = try BuiltProgram.run(["ingest", "--store", place.path("store"), place.path("logs")])
        for line in both {
            guard let instance = line.caller?.instance, let started = line.started else { continue }
            let answer = try BuiltProgram.run(
                ["find", "--instance", instance, "--around", started, "--within", "3d", "--json", "--store", place.path("store")])
            let found = try JSONDecoder().decode(Found.self, from: Data(answer.output.utf8))
            let expected = Set(all.filter { $0.caller?.instance == instance }.compactMap(\.request_id)).count
            #expect(found.total == expected, "\(instance): \(answer.output)")
        }
    }
}
