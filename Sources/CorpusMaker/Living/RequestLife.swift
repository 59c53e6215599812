import LogRecords

/// Lives one request: where it enters, how far it comes, which region and which models it meets.
struct RequestLife {
    let teller: StoryTeller
    let opening: Opening
    let shape: Story.Shape
    let number: Int
    let index: Int

    private var world: World { teller.world }
    private var millisecond: Int64 { 1_000_000 }

    func live(_ random: inout RandomSource) -> LivedRequest {
        let kind = opening.kind
        let customer = opening.customer
        let isDirect = kind == .directCompletion || kind == .proxy
        let started = opening.moment + gap(&random)
        let turn = self.turn(&random)
        let colo = self.colo(isDirect, &random)
        let instant = Instant(nanoseconds: started)
        var request = LivedRequest(
            index: index, kind: kind, turn: turn, customer: customer, user: customer.users[opening.user],
            userNumber: 1000 + opening.user + index % 50 * 6, started: started, duration: 0, path: path(&random), colo: colo,
            ray: EmbeddedTime.ray(at: instant, low: random.next()), workerRay: nil, firstRay: nil,
            correlationID: opening.correlationID,
            sendsRequestID: !isDirect || customer.sendsRequestID, railsID: nil, jobID: random.word(24), traceID: random.id128(),
            edgeLogsTrace: random.chance(250), isOurs: opening.isOurs, trustsEdge: !random.chance(60), front: front(&random),
            hops: [],
            status: 200, outcome: "completed", isStream: kind != .proxy && random.chance(600), callLines: opening.callLines,
            envelopesHaveTraces: random.chance(500), habits: habits(&random))
        decorate(&request, &random)
        arrive(&request, &random)
        return request
    }

    private func gap(_ random: inout RandomSource) -> Int64 {
        guard number > 0 else { return 0 }
        return switch shape {
        case .single: 0
        case .overlapping: Int64(number) * random.between(20, 3_000) * millisecond
        case .apart: Int64(number) * random.between(240, 500) * Instant.second
        }
    }

    private func turn(_ random: inout RandomSource) -> LivedRequest.Turn {
        guard shape == .single, opening.kind != .workflow else { return .lived }
        return switch random.below(1000) {
        case 0..<25: teller.onlyGateway ? .lived : .blockedAtEdge
        case 25..<45: teller.onlyGateway ? .lived : .deniedByBalancer
        case 45..<70: .unauthorized
        case 70..<90: opening.isOurs ? .refused : .lived
        default: .lived
        }
    }

    /// A few people are far from home.
    private func colo(_ isDirect: Bool, _ random: inout RandomSource) -> String {
        if !isDirect { return opening.customer.monolithColo }
        return random.chance(50) ? random.element(World.busyColos) : random.element(opening.customer.colos)
    }

    private func path(_ random: inout RandomSource) -> String {
        switch opening.kind {
        case .directCompletion: "/v2/completions"
        case .completion: "/v2/code/completions"
        case .chat: "/v2/chat/agent"
        case .webChat: "/v1/chat/agent"
        case .prompt:
            shape == .single
                ? random.element(["/v1/prompts/chat/explain_code", "/v1/prompts/chat/write_tests"])
                : "/v1/prompts/chat/explain_code"
        case .proxy: "/v1/proxy/anthropic/v1/messages"
        case .workflow: "/DuoWorkflow/ExecuteWorkflow"
        }
    }

    private func front(_ random: inout RandomSource) -> LivedRequest.Front {
        switch random.below(100) {
        case 0..<55: .globalBalancer
        case 55..<75: .regionalBalancer
        default: .cloudRun
        }
    }

    private func habits(_ random: inout RandomSource) -> LoggingHabits {
        LoggingHabits(
            dropsEdge: random.chance(20), dropsBalancer: random.chance(300), dropsCloudRun: random.chance(20),
            dropsAccess: random.chance(15), dropsMonolith: random.chance(30), isLate: random.chance(15),
            edgeDelay: random.between(15, 280) * Instant.second)
    }

    private func decorate(_ request: inout LivedRequest, _ random: inout RandomSource) {
        let instant = Instant(nanoseconds: request.started)
        if !request.isDirect, request.kind != .workflow, opening.customer.isBehindCloudflare {
            request.firstRay = EmbeddedTime.ray(at: instant.advanced(by: -40 * millisecond), low: random.next())
        }
        if request.isDirect, request.turn == .lived, random.chance(80) {
            request.workerRay = EmbeddedTime.ray(at: instant.advanced(by: -2 * millisecond), low: random.next())
        }
        if request.kind == .webChat { request.railsID = random.ulid(at: instant.advanced(by: -700 * millisecond)) }
        if request.kind == .workflow { request.isOurs = false }
    }

    // MARK: the way to the gateway

    private func arrive(_ request: inout LivedRequest, _ random: inout RandomSource) {
        switch request.turn {
        case .blockedAtEdge:
            request.status = 403
            request.outcome = "policy_denied"
            request.duration = random.between(2, 9) * millisecond
        case .deniedByBalancer:
            request.status = 403
            request.outcome = "policy_denied"
            request.duration = random.between(9, 40) * millisecond
        case .unauthorized, .refused, .lived: reach(&request, &random)
        }
    }

    private func reach(_ request: inout LivedRequest, _ random: inout RandomSource) {
        var regions = (world.nearest[request.colo] ?? World.regions)
        if request.isOurs { regions = regions.filter { world.replicasOfRegion[$0] != nil } }
        if request.kind == .workflow { regions = ["europe-west2", "asia-northeast1"] }
        let first = regions.first ?? "us-east4"
        var arrival = request.started + random.between(4, 12) * millisecond
        let isRerouted = regions.count > 1 && request.turn == .lived && random.chance(40)
        guard isRerouted else {
            request.hops = [hop(request, first, arrival, nil, &random)]
            return settle(&request, &random)
        }
        let second = regions[1]
        if request.isOurs && shape == .single && random.chance(500) {
            // The edge asked the nearest region, got nothing of use, and asked the next one: two records.
            var failed = hop(request, first, arrival, nil, &random)
            failed.status = 503
            failed.outcome = "shutdown"
            failed.attempts = []
            failed.duration = random.between(3, 30) * millisecond
            request.hops = [failed]
            arrival += failed.duration + random.between(2, 15) * millisecond
        }
        request.hops.append(hop(request, second, arrival, first, &random))
        settle(&request, &random)
    }

    private func settle(_ request: inout LivedRequest, _ random: inout RandomSource) {
        guard let last = request.hops.last else { return }
        request.status = last.status
        request.outcome = last.outcome
        request.duration = last.started + last.duration - request.started + random.between(2, 9) * millisecond
    }

    private func hop(
        _ request: LivedRequest, _ region: String, _ arrival: Int64, _ retryOf: String?, _ random: inout RandomSource
    ) -> GatewayHop {
        let replica = request.isOurs ? world.replicasOfRegion[region].map { random.element($0) } : nil
        let clock = replica.map { world.replicas[$0].clockOffset } ?? 0
        var hop = GatewayHop(
            replica: replica, region: region, started: arrival, duration: random.between(1, 6) * millisecond, status: 200,
            requestID: random.uuid7(at: Instant(nanoseconds: arrival + clock)), span: random.next() | 1 << 63, attempts: [],
            outcome: "completed", retryOf: retryOf, steering: retryOf == nil ? "lowest_rtt" : "failover",
            clockOffset: max(clock.magnitude, (world.regionClock[region] ?? 0).magnitude))
        switch request.turn {
        case .unauthorized:
            hop.status = 401
            hop.outcome = "policy_denied"
        case .refused:
            hop.status = 403
            hop.outcome = "policy_denied"
        case .lived: CallLife(request: request, region: region, isOverlapping: shape == .overlapping).call(into: &hop, &random)
        case .blockedAtEdge, .deniedByBalancer: break
        }
        return hop
    }
}
