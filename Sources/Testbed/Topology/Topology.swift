import AsyncHTTPClient
import Foundation
import LogRecords
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Everything that runs: providers, a GitLab instance, a gateway in each region, and the edge before them.
actor Topology {
    /// A region as it is here; what the edge thinks of it is another matter.
    struct Region: Sendable {
        var address: String
        var child: Child
        /// Seconds that its clock is ahead.
        var skew = 0.0
        var addedMilliseconds = 0.0
        /// What each colo measured while nothing was added.
        var usual: [String: Double] = [:]
        /// What was last done to it: `killed`, `draining`, `drained`.
        var word: String?
    }

    let layout: Layout
    private let program: String
    private let client: HTTPClient
    private(set) var regions: [String: Region] = [:]
    private var others: [Child] = []
    private var admin = ""
    private var providers = ""
    private(set) var monolith = ""
    /// Where clients connect, by colo.
    private(set) var colos: [String: String] = [:]
    private var gatewayFile = ""

    init(_ layout: Layout, gateway program: String, client: HTTPClient) {
        (self.layout, self.program, self.client) = (layout, program, client)
    }

    // MARK: Beginning and end

    /// Starts everything; `say` hears of each step.
    func start(_ say: @Sendable (String) -> Void) async throws {
        try layout.makeFolders()
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        say("starting stand-ins for \(layout.settings.providers.keys.sorted().joined(separator: ", "))")
        let stand = try child(
            "providers", own,
            ["providers", "--config", try layout.writeProviders(), "--journal", layout.path("journals/calls.ndjson")])
        providers = try await stand.word(after: "providers listen on ")
        say("starting the GitLab instance \(layout.settings.instance.host)")
        let instance = try child(
            "monolith", own,
            [
                "monolith", "--config", try layout.writeMonolith(), "--log-dir", layout.path("logs/monolith"), "--journal",
                layout.path("journals/monolith.ndjson"),
            ])
        monolith = "http://" + (try await instance.word(after: "monolith listens on "))
        try await startRegions(say)
        say("starting an edge with \(layout.settings.colos.joined(separator: ", "))")
        let edge = try child(
            "edge", program,
            ["edge", "--config", try layout.writeEdge(regions.mapValues(\.address)), "--log-dir", layout.logs])
        for colo in layout.settings.colos { colos[colo] = try await edge.word(after: "\(colo) listens on ") }
        admin = try await edge.word(after: "admin on ")
        let home = colos[layout.settings.monolithColo ?? ""] ?? ""
        _ = try await ask(.PUT, monolith + "/control/gateway", "{\"url\":\"\(home)\"}")
        say("waiting until each colo has measured the way to each region")
        try await until { page in page.ways.allSatisfy { $0.way.mean_ms != nil && $0.way.up } }
    }

    private func startRegions(_ say: @Sendable (String) -> Void) async throws {
        gatewayFile = try layout.writeGateway(providers: providers, monolith: String(monolith.dropFirst("http://".count)))
        say("starting gateways in \(layout.settings.regions.joined(separator: ", "))")
        for name in layout.settings.regions {
            regions[name] = Region(address: "127.0.0.1:0", child: try gateway(name, "127.0.0.1:0", skew: 0))
        }
        for name in layout.settings.regions {
            guard let child = regions[name]?.child else { continue }
            let address = try await child.word(after: "listens on ")
            regions[name]?.address = String(address.drop { $0 != "/" }.drop { $0 == "/" })
        }
    }

    /// Ends everything in order: the edge first, so that no request is lost, and the providers last.
    func stop() async {
        for child in others.reversed() where child.name == "edge" { await child.end(SIGTERM) }
        for name in regions.keys.sorted() { regions[name]?.child.send(SIGTERM) }
        for name in regions.keys.sorted() { await regions[name]?.child.end(0) }
        for child in others { await child.end(SIGTERM) }
    }

    private func child(_ name: String, _ program: String, _ arguments: [String]) throws -> Child {
        let child = try Child(name, program, arguments, output: layout.path("run/\(name).txt"))
        others.append(child)
        return child
    }

    private func gateway(_ region: String, _ address: String, skew: Double) throws -> Child {
        try Child(
            region, program,
            ["serve", "--config", gatewayFile, "--region", region, "--listen", address, "--log-dir", layout.path("logs/gateway")],
            environment: [Layout.keyVariable: Layout.key(of: region)], clock: skew == 0 ? nil : try Clock(secondsAhead: skew),
            output: layout.path("run/\(region).txt"))
    }

    // MARK: Orders

    func kill(_ name: String) async throws {
        let region = try region(name)
        regions[name]?.word = "killed"
        await region.child.end(SIGKILL)
    }

    /// The region says that it is not ready, and ends when its answers are given.
    func drain(_ name: String) async throws {
        let region = try region(name)
        regions[name]?.word = "draining"
        await region.child.end(SIGTERM)
        regions[name]?.word = "drained"
    }

    /// Makes a region so much farther away for each colo, and returns when the colos have noticed.
    func slow(_ name: String, milliseconds: Double) async throws {
        let region = try region(name)
        if region.addedMilliseconds == 0 {
            let ways = try await page().ways.filter { $0.region == name }
            regions[name]?.usual = Dictionary(uniqueKeysWithValues: ways.map { ($0.colo, $0.way.mean_ms ?? 0) })
        }
        regions[name]?.addedMilliseconds = milliseconds
        _ = try await ask(.PUT, "\(admin)/regions/\(name)", "{\"round_trip_ms\":\(milliseconds)}")
        // The mean follows slowly: nine tenths of the change will do.
        let near = 0.1 * abs(milliseconds - region.addedMilliseconds) + 20
        try await until { [usual = regions[name]?.usual ?? [:]] page in
            page.ways.filter { $0.region == name }.allSatisfy { found in
                !found.way.up || abs((found.way.mean_ms ?? 0) - (usual[found.colo] ?? 0) - milliseconds) <= near
            }
        }
    }

    /// Starts a region anew with a clock that is so far ahead.
    func skew(_ name: String, seconds: Double) async throws {
        _ = try Clock(secondsAhead: seconds)
        try await drain(name)
        regions[name]?.skew = seconds
        try await heal(name, keepingClock: true)
    }

    /// Takes back whatever was done to a region, and returns when every colo knows that it serves.
    func heal(_ name: String, keepingClock: Bool = false) async throws {
        let region = try region(name)
        if region.addedMilliseconds != 0 { try await slow(name, milliseconds: 0) }
        if region.skew != 0, !keepingClock {
            await region.child.end(SIGTERM)
            regions[name]?.skew = 0
        }
        if regions[name]?.child.isRunning == false {
            let child = try gateway(name, region.address, skew: regions[name]?.skew ?? 0)
            regions[name]?.child = child
            _ = try await child.word(after: "listens on ")
        }
        regions[name]?.word = nil
        try await until { page in page.ways.filter { $0.region == name }.allSatisfy(\.way.up) }
    }

    /// Lets a provider answer with a status, so many times or, without a count, until it is healed.
    func fail(_ provider: String, status: Int, count: Int?) async throws {
        try known(provider)
        let fault = "{\"kind\":\"status\",\"status\":\(status)}"
        let faults = Array(repeating: fault, count: min(count ?? 1, 10_000)).joined(separator: ",")
        _ = try await ask(
            .PUT, "http://\(providers)/control/\(provider)", "{\"faults\":[\(faults)],\"repeat\":\(count == nil)}")
    }

    /// Makes a provider's streams take their time.
    func drip(_ provider: String, milliseconds: Int) async throws {
        try known(provider)
        _ = try await ask(.PUT, "http://\(providers)/control/\(provider)", "{\"pieceDelayMilliseconds\":\(milliseconds)}")
    }

    func heal(provider: String) async throws {
        try known(provider)
        _ = try await ask(.PUT, "http://\(providers)/control/\(provider)", "{}")
    }

    var providerNames: [String] { layout.settings.providers.keys.sorted() }

    private func known(_ provider: String) throws {
        guard providerNames.contains(provider) else { throw TopologyError.unknown(provider, known: providerNames) }
    }

    private func region(_ name: String) throws -> Region {
        guard let region = regions[name] else { throw TopologyError.unknown(name, known: layout.settings.regions + providerNames) }
        return region
    }

    // MARK: What the edge says

    func page() async throws -> EdgePage {
        try JSONDecoder().decode(EdgePage.self, from: Data(buffer: try await ask(.GET, admin + "/regions")))
    }

    private func until(_ isTrue: (EdgePage) -> Bool) async throws {
        let limit = ContinuousClock.now + .seconds(90)
        while ContinuousClock.now < limit {
            if isTrue(try await page()) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw TopologyError.refused("the edge does not see what was ordered; \(layout.path("run")) has everybody's output")
    }

    private func ask(_ method: HTTPMethod, _ url: String, _ body: String? = nil) async throws -> ByteBuffer {
        var request = HTTPClientRequest(url: url)
        request.method = method
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let answer = try await client.execute(request, timeout: .seconds(10))
        let text = try await answer.body.collect(upTo: 1 << 20)
        guard answer.status == .ok else {
            throw TopologyError.refused("refused with \(answer.status.code): \(String(buffer: text).printable())")
        }
        return text
    }
}
