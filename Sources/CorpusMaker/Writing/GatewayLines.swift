import LogFormats
import LogRecords

/// Writes our own gateways' records: numbers without a hole, a fixed number of shards.
final class GatewayLines {
    let world: World
    let shardCount: Int
    let requestCount: Int
    private var sequences: [Int64]
    private var openSlices: [Int: Int] = [:]
    private var openNames: [Int: ShardName] = [:]
    private var line: [UInt8] = []

    init(world: World, shardCount: Int, requestCount: Int) {
        self.world = world
        self.shardCount = shardCount
        self.requestCount = requestCount
        sequences = [Int64](repeating: 1, count: world.replicas.count)
        line.reserveCapacity(4096)
    }

    /// How many replicas write `shardCount` shards: each at least one.
    static func replicaCount(forShards count: Int) -> Int { max(1, min(count, 12)) }

    /// Appends the record of one arrival to the buffer, without choosing a file.
    func encode(_ request: LivedRequest, _ hop: GatewayHop, replica: Int, into buffer: inout [UInt8]) {
        record(request, hop, replica: replica).append(to: &buffer)
    }

    /// Writes the record of one arrival and says what it shows.
    func write(_ request: LivedRequest, hopNumber: Int, owner: Int, into files: ShardFiles, at moment: (Int) -> Int64) throws
        -> WrittenLine?
    {
        let hop = request.hops[hopNumber]
        guard let replica = hop.replica else { return nil }
        let name = try shard(of: request.index, replica: replica, files: files, at: moment)
        line.removeAll(keepingCapacity: true)
        encode(request, hop, replica: replica, into: &line)
        var written = WrittenLine(owner: owner, format: "waybill.gateway", ids: ids(request, hop), hop: hopNumber)
        shows(request, hop, &written)
        written.placement = try files.append(line, to: name)
        return written
    }

    /// Opens the shards that got no record, so that there are as many as were asked for. Each replica's last line says
    /// that it stopped.
    func finish(files: ShardFiles, at moment: (Int) -> Int64) throws {
        for replica in world.replicas.indices {
            for slice in 0..<slices(replica) {
                let name = self.name(replica, slice, at: moment)
                if !files.isKnown(name) { try open(name, replica, slice, files: files, at: moment) }
            }
            let last = name(replica, slices(replica) - 1, at: moment)
            try note(.lifecycle, "stopped", replica, at: moment(requestCount) + Instant.minute, to: last, files: files)
        }
    }

    // MARK: which shard

    private func slices(_ replica: Int) -> Int {
        (shardCount - replica + world.replicas.count - 1) / world.replicas.count
    }

    private func shard(of index: Int, replica: Int, files: ShardFiles, at moment: (Int) -> Int64) throws -> ShardName {
        let slices = self.slices(replica)
        let slice = min(slices - 1, index * slices / max(1, requestCount))
        if openSlices[replica] == slice, let name = openNames[replica] { return name }
        let name = self.name(replica, slice, at: moment)
        if openSlices[replica] != slice {
            // Slices without a record in between are opened too: a replica's shards are numbered without a hole.
            for earlier in (openSlices[replica].map { $0 + 1 } ?? 0)..<slice {
                try open(self.name(replica, earlier, at: moment), replica, earlier, files: files, at: moment)
            }
            if let last = openSlices[replica] { try files.close(self.name(replica, last, at: moment).path) }
            openSlices[replica] = slice
            openNames[replica] = name
            try open(name, replica, slice, files: files, at: moment)
        }
        return name
    }

    private func name(_ replica: Int, _ slice: Int, at moment: (Int) -> Int64) -> ShardName {
        let slices = self.slices(replica)
        let first = Instant(nanoseconds: moment(slice * requestCount / slices)).text(digits: 0)
        let facts = world.replicas[replica]
        let expected = requestCount / max(1, shardCount)
        return ShardName(
            path:
                "gateway/\(facts.region)/\(first.prefix(10))/\(first.dropFirst(11).prefix(2))/\(facts.writer.instance.uuid)-\(slice).ndjson.gz",
            isGzip: true, closesAt: .max, gatewayShard: slice * world.replicas.count + replica, expectedLines: expected)
    }

    /// A shard begins with a line that is about no request.
    private func open(_ name: ShardName, _ replica: Int, _ slice: Int, files: ShardFiles, at moment: (Int) -> Int64) throws {
        let time = moment(slice * requestCount / slices(replica))
        if slice == 0 {
            try note(.lifecycle, "started", replica, at: time, to: name, files: files)
        } else {
            try note(.health, "ok", replica, at: time, to: name, files: files)
        }
    }

    private func note(
        _ kind: GatewayNotice.Kind, _ event: String, _ replica: Int, at time: Int64, to name: ShardName, files: ShardFiles
    ) throws {
        var notice = GatewayNotice(
            kind, writer: writer(replica), sequence: take(replica),
            time: Instant(nanoseconds: time + world.replicas[replica].clockOffset))
        notice.event = event
        var bytes: [UInt8] = []
        notice.append(to: &bytes)
        _ = try files.append(bytes, to: name)
    }

    private func take(_ replica: Int) -> Int64 {
        defer { sequences[replica] += 1 }
        return sequences[replica]
    }

    // MARK: the record

    private func writer(_ replica: Int) -> GatewayWriter {
        let facts = world.replicas[replica]
        var writer = GatewayWriter(instance: facts.writer.instance, region: facts.region)
        writer.revision = facts.writer.revision
        writer.config = "5f1c0a97"
        return writer
    }

    private func record(_ request: LivedRequest, _ hop: GatewayHop, replica: Int) -> GatewayRecord {
        let clock = world.replicas[replica].clockOffset
        let started = Instant(nanoseconds: hop.started + clock)
        var record = GatewayRecord(
            writer: writer(replica), sequence: take(replica), started: started, ended: started.advanced(by: hop.duration))
        record.requestID = hop.requestID
        record.clientRequestID = request.sendsRequestID ? request.correlationID : nil
        record.correlationID = request.correlationID
        record.traceID = request.traceID
        record.spanID = hop.span
        fillEdge(&record, request, hop)
        fillCaller(&record, request)
        fillHTTP(&record, request, hop)
        fillOutcome(&record, request, hop, clock: clock)
        return record
    }

    private func fillEdge(_ record: inout GatewayRecord, _ request: LivedRequest, _ hop: GatewayHop) {
        record.edge.trusted = request.trustsEdge
        record.edge.ray = "\(request.ray.hexadecimal)-\(request.colo)"
        record.edge.country = request.customer.country
        record.edge.address = request.clientAddress
        record.edge.selectedRegion = hop.region
        record.edge.steering = hop.steering
        record.edge.retryOf = hop.retryOf
    }

    private func fillCaller(_ record: inout GatewayRecord, _ request: LivedRequest) {
        record.caller.connection = request.isDirect ? "direct" : "indirect"
        record.caller.instance = request.customer.instance
        record.caller.proof = request.turn == .unauthorized ? "claimed" : "authenticated"
        record.caller.realm = request.customer.realm
        record.caller.host = request.customer.host
        record.caller.version = request.customer.version
        record.caller.user = request.user
        record.caller.namespace = request.customer.namespace
        record.caller.project = request.isDirect ? request.customer.project : nil
        record.caller.client = request.isDirect ? "gitlab-lsp" : nil
        record.caller.clientVersion = request.isDirect ? "8.10.0" : nil
        record.caller.userAgent = request.userAgent
    }

    private func fillHTTP(_ record: inout GatewayRecord, _ request: LivedRequest, _ hop: GatewayHop) {
        record.http.method = "POST"
        record.http.host = request.host
        record.http.path = request.path
        record.http.bytesIn = Int64(600 + request.index % 4000)
        record.http.bytesOut = Int64(200 + hop.attempts.reduce(0) { $0 + $1.outputTokens } * 4)
        record.http.stream = request.isStream
        record.model.requested = hop.attempts.first?.target.model
        record.model.operation = request.kind == .proxy ? "proxy" : request.isDirect ? "completion" : "chat"
        record.routing.policy = "priority"
    }

    private func fillOutcome(_ record: inout GatewayRecord, _ request: LivedRequest, _ hop: GatewayHop, clock: Int64) {
        record.attempts = hop.attempts.enumerated().map { number, attempt in
            self.attempt(attempt, number: number + 1, clock: clock)
        }
        record.result.status = Int64(hop.status)
        record.result.outcome = hop.outcome
        record.result.faultDomain =
            switch hop.outcome {
            case "completed": nil
            case "policy_denied": hop.status == 401 ? "caller" : "policy"
            case "client_gone": "caller"
            case "shutdown": "gateway"
            default: "provider"
            }
        record.result.firstByte = hop.duration / 3000 * 1000
        let served = hop.attempts.last(where: \.served)
        record.usage.input = served.map { Int64($0.inputTokens) }
        record.usage.output = served.map { Int64($0.outputTokens) }
        record.usage.billableUnknown = hop.outcome == "truncated" || hop.outcome == "client_gone"
        record.result.finishReason = hop.outcome == "completed" && served != nil ? "end_turn" : nil
        record.timings.total = hop.duration
        if request.isStream == true, served != nil {
            (record.timings.firstToken, record.timings.lastToken) = (record.result.firstByte, hop.duration / 1000 * 999)
        }
        record.timings.overhead = max(0, hop.duration - hop.attempts.reduce(0) { $0 + $1.duration })
    }

    private func attempt(_ attempt: LivedAttempt, number: Int, clock: Int64) -> GatewayAttempt {
        var line = GatewayAttempt(number: Int64(number))
        line.provider = attempt.target.provider
        line.model = attempt.target.model
        line.location = attempt.target.location
        line.locationSource = line.location == nil ? nil : "address"
        line.endpointHost = attempt.target.host
        line.started = Instant(nanoseconds: attempt.started + clock)
        line.firstByte = attempt.duration / 2000 * 1000
        line.duration = attempt.duration
        line.status = Int64(attempt.status)
        line.errorClass = attempt.errorClass
        line.nextAction = attempt.nextAction
        line.served = attempt.served
        line.providerRequestID = attempt.requestID
        line.inputTokens = attempt.served ? Int64(attempt.inputTokens) : nil
        line.outputTokens = attempt.served ? Int64(attempt.outputTokens) : nil
        return line
    }

    // MARK: what it shows

    private func ids(_ request: LivedRequest, _ hop: GatewayHop) -> [LineIdentifier] {
        var ids = [
            LineIdentifier(kind: "request_id", text: hop.requestID.uuid),
            LineIdentifier(kind: "correlation_id", text: request.correlationID),
            LineIdentifier(kind: "trace_id", text: request.traceID.hexadecimal),
        ]
        if request.trustsEdge { ids.append(LineIdentifier(kind: "ray", text: request.ray.hexadecimal)) }
        ids += hop.attempts.map { LineIdentifier(kind: "provider_request_id", text: $0.requestID) }
        return ids
    }

    private func shows(_ request: LivedRequest, _ hop: GatewayHop, _ line: inout WrittenLine) {
        if request.trustsEdge { line.shows[.edge] = request.colo }
        line.shows[.region] = hop.region
        guard !hop.attempts.isEmpty else { return line.states = [.notCalled] }
        guard let served = hop.attempts.last(where: \.served) else { return line.states = [.nothingServed] }
        line.shows[.provider] = served.target.provider
        line.shows[.model] = served.target.model
        if let location = served.target.location { line.shows[.location] = location } else { line.states = [.noLocation] }
    }
}
