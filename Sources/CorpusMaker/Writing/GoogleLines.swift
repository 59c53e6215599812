import LogFormats
import LogRecords

/// Writes what Google Cloud logs about a request: its load balancer, and Cloud Run.
struct GoogleLines {
    let world: World
    private var line = VendorLine()
    static let project = "gateway-demo"

    init(world: World) {
        self.world = world
    }

    mutating func write(_ request: LivedRequest, owner: Int, files: ShardFiles) throws -> [WrittenLine] {
        guard request.turn != .blockedAtEdge, request.kind != .workflow else { return [] }
        var lines: [WrittenLine] = []
        if request.turn == .deniedByBalancer {
            lines.append(try denied(request, owner: owner, files: files))
            return lines
        }
        for number in request.hops.indices {
            let isOnCloudRun = !request.isOurs || request.front == .cloudRun
            if request.front != .cloudRun { lines.append(try balancer(request, hop: number, owner: owner, files: files)) }
            if isOnCloudRun { lines.append(try cloudRun(request, hop: number, owner: owner, files: files)) }
        }
        return lines
    }

    private mutating func denied(_ request: LivedRequest, owner: Int, files: ShardFiles) throws -> WrittenLine {
        var entry = self.entry(
            request, .globalBalancer, request.started + 3_000_000, request.duration, 403, "denied_by_security_policy")
        entry.deniedBy = "ai-gateway-armor"
        var written = WrittenLine(owner: owner, format: "google.load_balancer", ids: ids(request, entry), states: [.notReached])
        written.placement =
            try place(entry, "balancer/requests", isDropped: false, files: files)
        return written
    }

    private mutating func balancer(_ request: LivedRequest, hop number: Int, owner: Int, files: ShardFiles) throws -> WrittenLine {
        let hop = request.hops[number]
        let isRegional = request.front == .regionalBalancer
        let details = hop.outcome == "client_gone" ? "client_disconnected_after_partial_response" : "response_sent_by_backend"
        let entry = self.entry(
            request, isRegional ? .regionalBalancer(region: hop.region) : .globalBalancer, hop.started - 4_000_000,
            hop.duration + 5_000_000, hop.status, details)
        var written = WrittenLine(owner: owner, format: "google.load_balancer", ids: ids(request, entry), hop: number)
        if isRegional { written.shows[.region] = hop.region }
        let logID = isRegional ? "balancer/loadbalancing.googleapis.com/external_regional_requests" : "balancer/requests"
        written.placement = try place(
            entry, logID, isDropped: request.habits.dropsBalancer, isLate: request.habits.isLate, files: files)
        return written
    }

    private mutating func cloudRun(_ request: LivedRequest, hop number: Int, owner: Int, files: ShardFiles) throws -> WrittenLine {
        let hop = request.hops[number]
        let service = GoogleLines.service(hop, request)
        let clock = world.regionClock[hop.region] ?? 0
        let entry = self.entry(
            request, .cloudRun(service), hop.started - 1_000_000 + clock, hop.duration + 2_000_000, hop.status, "")
        var written = WrittenLine(owner: owner, format: "google.cloud_run", ids: ids(request, entry), hop: number)
        written.shows[.region] = hop.region
        written.placement = try place(
            entry, "cloud_run/run.googleapis.com/requests", isDropped: request.habits.dropsCloudRun, isLate: request.habits.isLate,
            files: files)
        return written
    }

    /// The container that answered; one of four in a region.
    static func service(_ hop: GatewayHop, _ request: LivedRequest) -> GoogleService {
        let number = UInt64(request.index % 4) &+ FaultPlan.number(hop.region)
        let digits = RandomSource(seed: 11, stream: 5, index: number).hash8
        let name = request.kind == .workflow ? "duo-workflow-svc" : request.isOurs ? "waybill-gateway" : "ai-gateway"
        return GoogleService(
            region: hop.region, service: name, revision: "\(name)-00042-\(digits.prefix(3))",
            instance: "0087f1d2\(digits)b4c6a8e0\(digits)")
    }

    private func entry(
        _ request: LivedRequest, _ product: GoogleRequest.Product, _ started: Int64, _ latency: Int64, _ status: Int,
        _ details: String
    ) -> GoogleRequest {
        let end = started + latency
        var random = RandomSource(seed: request.ray, stream: UInt64(bitPattern: started), index: FaultPlan.number(details))
        let received = end + random.between(500, 4000) * 1_000_000
        return GoogleRequest(
            product: product, project: GoogleLines.project, insertID: random.word(14).lowercased(),
            started: Instant(nanoseconds: started), received: Instant(nanoseconds: received), latency: latency,
            trace: request.traceID,
            span: random.next() | 1 << 63, url: "https://\(request.host)\(request.path)", status: status,
            bytesIn: 700 + request.index % 4000, bytesOut: 300 + request.index % 900,
            remoteAddress: "198.51.100.\(request.index % 200)",
            userAgent: request.userAgent, statusDetails: details)
    }

    private func ids(_ request: LivedRequest, _ entry: GoogleRequest) -> [LineIdentifier] {
        [
            LineIdentifier(kind: "trace_id", text: request.traceID.hexadecimal),
            LineIdentifier(kind: "span_id", text: entry.span.hexadecimal),
        ]
    }

    private mutating func place(
        _ entry: GoogleRequest, _ logID: String, isDropped: Bool, isLate: Bool = false, files: ShardFiles
    ) throws -> Placement {
        guard !isDropped else { return Placement(loss: .notWritten) }
        var entry = entry
        if isLate { entry.received = entry.received.advanced(by: Instant.hour) }
        entry.encode(into: &line)
        let name = ShardName.google(logID, timestamp: entry.started.nanoseconds, received: entry.received.nanoseconds)
        return try files.append(line.bytes + [10], to: name)
    }
}
