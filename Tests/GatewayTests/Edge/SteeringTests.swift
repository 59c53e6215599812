import Foundation
import NIOHTTP1
import Testing
import Workbench

/// Where an edge sends requests, what it says of that, and what `trace` makes of it.
struct SteeringTests {
    private func served(_ answer: GatewayBed.Answer) -> String? { answer.header("x-gateway-region") }

    @Test func `each colo sends to its nearest region, and what a client forges goes no further`() async throws {
        let bed = try await EdgeBed()
        let forged = [
            "cf-ray": "1111111111111111-ZZZ", "x-edge-rerouted-from": "mars", "x-edge-reroute-reason": "forged",
            "x-edge-retry-of": "mars", "cf-connecting-ip": "192.0.2.9",
            "traceparent": "00-11111111111111111111111111111111-2222222222222222-01",
        ]
        let (west, east) = (try await bed.ask("IAD", headers: forged), try await bed.ask("LHR", headers: forged))
        #expect(served(west) == "us-east4" && served(east) == "europe-west2")
        let rays = [west, east].compactMap { $0.header("cf-ray") }
        #expect(rays[0].hasSuffix("-IAD") && rays[1].hasSuffix("-LHR") && !rays[0].hasPrefix("1111"))
        try await bed.stop()
        let routes = try await bed.routes(rays)
        #expect(routes.count == 2)
        for (route, (colo, region)) in zip(routes, [("IAD", "us-east4"), ("LHR", "europe-west2")]) {
            #expect(route.text("verdict.edge.value") == colo && route.text("verdict.region.value") == region)
            for clause in ["edge", "region", "provider", "model"] { #expect(route.text("verdict.\(clause).basis") == "observed") }
            #expect(route.object["reroute"] is NSNull)
            #expect(route.value("request.ids.trace_id", as: [String].self)?.contains { $0.hasPrefix("1111") } == false)
            let hops = route.value("hops", as: [[String: Any]].self)?.compactMap { $0["vantage"] as? String }
            #expect(hops == ["edge", "balancer", "gateway"])
        }
        let lines = try String(contentsOf: bed.folder.appending(path: "answers"), encoding: .utf8)
        #expect(!lines.contains("mars") && !lines.contains("forged"))
    }

    @Test func `a region that became farther away loses its requests, and nothing was rerouted`() async throws {
        let bed = try await EdgeBed()
        _ = try await bed.send(.PUT, bed.admin + "/regions/europe-west2", #"{"round_trip_ms": 2000}"#)
        try await bed.until("it is measured") { region, way in
            region != "europe-west2" || (way["mean_ms"] as? Double ?? 0) > 1300
        }
        let answer = try await bed.ask("LHR")
        #expect(served(answer) == "us-east4")
        try await bed.stop()
        let route = try #require(try await bed.routes([answer.header("cf-ray") ?? ""]).first)
        #expect(route.text("verdict.region.value") == "us-east4" && route.object["reroute"] is NSNull)
    }

    @Test func `a killed region's requests are served elsewhere, and the answer says from where and why`() async throws {
        let bed = try await EdgeBed()
        #expect(served(try await bed.ask("LHR")) == "europe-west2")
        let killed = try #require(bed.gateways["europe-west2"])
        killed.send(SIGKILL)
        try await killed.wait()
        var answers: [GatewayBed.Answer] = []
        for _ in 0..<4 { answers.append(try await bed.ask("LHR")) }
        try await bed.until("it is down") { region, way in region != "europe-west2" || way["up"] as? Bool == false }
        for _ in 0..<4 { answers.append(try await bed.ask("LHR")) }
        // Nobody's request could be lost: none was under way when it was killed.
        #expect(answers.allSatisfy { $0.status == 200 && $0.header("x-gateway-region") == "us-east4" })
        try await bed.stop()
        let routes = try await bed.routes(answers.compactMap { $0.header("cf-ray") })
        // The balancer logged both tries of those that came before the edge knew: the last one tells how it ended.
        let balancers = routes.compactMap {
            $0.value("hops", as: [[String: Any]].self)?.first { $0["vantage"] as? String == "balancer" }
        }
        let told = balancers.map { "\($0["status"] ?? "none") at \($0["started"] ?? "?")" }
        #expect(balancers.count == 8 && balancers.allSatisfy { $0["status"] as? Int == 200 }, "\(told)")
        for route in routes {
            #expect(route.text("verdict.region.value") == "us-east4" && route.text("verdict.region.basis") == "observed")
            #expect(route.text("reroute.from") == "europe-west2" && route.text("reroute.to") == "us-east4")
            #expect(route.text("reroute.basis") == "observed")
            #expect(route.text("reroute.why") == "it refused the edge's connection")
            #expect(route.text("request.result") == "completed" && route.text("request.error") == nil)
        }
    }

    @Test func `a region that drains is left before it ends, without losing a request`() async throws {
        let bed = try await EdgeBed(drainDelaySeconds: 3)
        let drained = try #require(bed.gateways["europe-west2"])
        let stopping = Task { try await bed.until("it is left") { $0 != "europe-west2" || $1["up"] as? Bool == false } }
        drained.send(SIGTERM)
        var answers: [GatewayBed.Answer] = []
        while drained.isRunning { answers.append(try await bed.ask("LHR")) }
        for _ in 0..<3 { answers.append(try await bed.ask("LHR")) }
        try await stopping.value
        #expect(answers.allSatisfy { $0.status == 200 && $0.failure == nil })
        #expect(answers.last.flatMap { $0.header("x-gateway-region") } == "us-east4")
        try await bed.stop()
        let routes = try await bed.routes(answers.compactMap { $0.header("cf-ray") })
        #expect(routes.count == answers.count)
        for (answer, route) in zip(answers, routes) {
            #expect(route.text("verdict.region.value") == answer.header("x-gateway-region"))
            #expect((answer.header("x-gateway-region") == "us-east4") == (route.text("reroute.from") == "europe-west2"))
        }
        #expect(routes.contains { $0.text("reroute.why") == "it said that it was not ready" })
    }

    @Test func `an outage of a provider moves no region, and the attempts tell`() async throws {
        let bed = try await EdgeBed()
        _ = try await bed.send(
            .PUT, bed.providersAddress + "/control/a", #"{"faults":[{"kind":"status","status":529}],"repeat":true}"#)
        var answers: [GatewayBed.Answer] = []
        for _ in 0..<6 { answers.append(try await bed.ask("IAD")) }
        #expect(answers.allSatisfy { $0.status == 200 && served($0) == "us-east4" })
        try await bed.stop()
        for route in try await bed.routes(answers.compactMap { $0.header("cf-ray") }) {
            #expect(route.object["reroute"] is NSNull && route.text("verdict.model.value") == "claude-haiku-4")
            #expect(route.attempts.map { $0.text("error_class") } == ["overloaded", nil])
        }
    }

    @Test func `a region that is killed in mid-stream breaks off the answers under way, and no line calls them whole`() async throws
    {
        let bed = try await EdgeBed()
        _ = try await bed.send(.PUT, bed.providersAddress + "/control/a", #"{"pieces":400,"pieceDelayMilliseconds":50}"#)
        async let broken = bed.ask("LHR", EdgeBed.stream)
        let limit = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < limit {
            let counts = try JSONSerialization.jsonObject(with: try await bed.send(.GET, bed.providersAddress + "/control/a"))
            if (counts as? [String: Int])?["open"] == 1 { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        bed.gateways["europe-west2"]?.send(SIGKILL)
        let answer = try await broken
        #expect(answer.status == 200 ? answer.failure != nil : answer.status == 520)
        try await bed.stop()
        let route = try #require(try await bed.routes([answer.header("cf-ray") ?? ""]).first)
        // Its record died with it; whatever is said of the region comes from Cloud Run's line, or is not said.
        #expect(["europe-west2", nil].contains(route.text("verdict.region.value")))
        #expect(route.text("request.result") != "completed")
        #expect(route.text("verdict.provider.basis") != "observed")
    }

    @Test func `what is sampled away is not made up`() async throws {
        let bed = try await EdgeBed(logs: "{edge: null, balancer: {sample: 0.5}, cloud_run: null}")
        var answers: [GatewayBed.Answer] = []
        for _ in 0..<8 { answers.append(try await bed.ask("IAD")) }
        try await bed.stop()
        #expect(!FileManager.default.fileExists(atPath: bed.logs.appending(path: "edge").path))
        for route in try await bed.routes(answers.compactMap { $0.header("cf-ray") }) {
            #expect(route.text("verdict.region.value") == "us-east4" && route.text("verdict.region.basis") == "observed")
            let edge = route.value("hops", as: [[String: Any]].self)?.first
            #expect(edge?["cause"] as? String == "not_loaded")
        }
    }
}
