import LogFormats
import LogRecords

/// Writes what GitLab's own gateway logs, each line in the LogEntry that Cloud Run puts around it.
struct GitLabLines {
    let world: World
    private var line = VendorLine()
    private var envelope = VendorLine()
    private var entryNumber: UInt64 = 0

    init(world: World) {
        self.world = world
    }

    mutating func write(_ request: LivedRequest, owner: Int, files: ShardFiles) throws -> [WrittenLine] {
        guard !request.isOurs, let hop = request.served else { return [] }
        let number = request.hops.count - 1
        let clock = world.regionClock[hop.region] ?? 0
        var lines: [WrittenLine] = []
        let attempts = hop.attempts
        if let target = attempts.first?.target, request.callLines == .full || request.callLines == .registryOnly {
            lines.append(try registry(request, hop, number, target, at: hop.started + clock + 900_000, owner: owner, files: files))
        }
        for attempt in attempts {
            lines += try calls(request, hop, number, attempt, clock: clock, owner: owner, files: files)
        }
        lines.append(try access(request, hop, number, clock: clock, owner: owner, files: files))
        return lines
    }

    /// A probe of a region: about no request.
    mutating func writeProbe(region: String, at time: Int64, files: ShardFiles) throws {
        GitLabGatewayLine.encodeProbe(at: Instant(nanoseconds: time), into: &line)
        let service = GoogleService(
            region: region, service: "ai-gateway", revision: "ai-gateway-00042-abc", instance: "0087f1d2b4c6a8e0")
        _ = try place(service, time, trace: nil, files: files)
    }

    // MARK: one line each

    private mutating func registry(
        _ request: LivedRequest, _ hop: GatewayHop, _ number: Int, _ target: ModelTarget, at time: Int64, owner: Int,
        files: ShardFiles
    ) throws -> WrittenLine {
        context(request).encodeRegistry(
            prompt: "chat/explain_code", provider: target.vendorWord, model: target.model, at: Instant(nanoseconds: time),
            into: &line)
        let trace = drawnTrace(request)
        var written = self.written(request, number, owner, trace: trace)
        written.shows[.region] = hop.region
        written.hints = [.provider: target.provider, .model: target.model]
        written.placement = try place(GoogleLines.service(hop, request), time, trace: trace, files: files)
        return written
    }

    private mutating func calls(
        _ request: LivedRequest, _ hop: GatewayHop, _ number: Int, _ attempt: LivedAttempt, clock: Int64, owner: Int,
        files: ShardFiles
    ) throws -> [WrittenLine] {
        let habit = request.callLines
        guard habit != .registryOnly, habit != .accessLine else { return [] }
        let service = GoogleLines.service(hop, request)
        let target = attempt.target
        let begun = attempt.started + clock
        let ended = begun + attempt.duration
        var lines: [WrittenLine] = []
        if habit != .completeOnly, let url = target.url {
            context(request).encodeCall(url: url, at: Instant(nanoseconds: begun), into: &line)
            let trace = drawnTrace(request)
            var written = self.written(request, number, owner, trace: trace)
            written.shows[.region] = hop.region
            if attempt.served {
                written.shows[.provider] = target.provider
                if target.urlNamesModel { written.shows[.model] = target.model }
                if let location = target.location { written.shows[.location] = location } else { written.states = [.noLocation] }
            }
            written.placement = try place(service, begun, trace: trace, files: files)
            lines.append(written)
        }
        context(request).encodeCompletion(
            engine: target.engine, model: target.model, duration: attempt.duration,
            errorType: attempt.errorClass == nil ? nil : "overloaded", streaming: request.isStream, at: Instant(nanoseconds: ended),
            into: &line)
        let trace = drawnTrace(request)
        var complete = self.written(request, number, owner, trace: trace)
        complete.shows[.region] = hop.region
        if attempt.served {
            if target.engineNamesProvider { complete.shows[.provider] = target.provider }
            complete.shows[.model] = target.model
        }
        complete.placement = try place(service, ended, trace: trace, files: files)
        lines.append(complete)
        guard habit == .full, attempt.served else { return lines }
        context(request).encodeUsage(
            engine: target.engine, provider: target.vendorWord, model: target.model, input: attempt.inputTokens,
            output: attempt.outputTokens, at: Instant(nanoseconds: ended + 200_000), into: &line)
        let usageTrace = drawnTrace(request)
        var usage = self.written(request, number, owner, trace: usageTrace)
        usage.shows = [.region: hop.region, .provider: target.provider, .model: target.model]
        usage.placement = try place(service, ended + 200_000, trace: usageTrace, files: files)
        lines.append(usage)
        return lines
    }

    private mutating func access(
        _ request: LivedRequest, _ hop: GatewayHop, _ number: Int, clock: Int64, owner: Int, files: ShardFiles
    ) throws -> WrittenLine {
        let arrived = hop.started + clock
        let ended = arrived + hop.duration
        var access = GitLabGatewayLine.Access(
            path: request.path, status: hop.status, arrived: Instant(nanoseconds: arrived), ended: Instant(nanoseconds: ended),
            firstByte: hop.duration / 3, clientAddress: request.clientAddress, userAgent: request.userAgent,
            feature: request.kind == .chat || request.kind == .webChat ? "duo_chat" : "code_suggestions")
        if hop.outcome == "truncated" { access.exception = "APIConnectionError" }
        if request.turn == .unauthorized { access.authFailure = "Signature has expired" }
        let trace = drawnTrace(request)
        var written = self.written(request, number, owner, trace: trace)
        written.shows[.region] = hop.region
        if request.turn == .unauthorized { written.states = [.suggestsNotCalled] }
        if request.callLines == .accessLine, let attempt = hop.attempts.last(where: \.served) {
            access.engine = attempt.target.engine
            access.model = attempt.target.model
            if attempt.target.engineNamesProvider { written.shows[.provider] = attempt.target.provider }
            written.shows[.model] = attempt.target.model
        }
        guard !request.habits.dropsAccess else {
            written.placement = Placement(loss: .notWritten)
            return written
        }
        if request.kind == .workflow {
            context(request).encodeWorkflow(arrived: access.arrived, ended: access.ended, into: &line)
        } else {
            context(request).encodeAccess(access, into: &line)
        }
        written.placement = try place(GoogleLines.service(hop, request), ended, trace: trace, files: files)
        return written
    }

    private func written(_ request: LivedRequest, _ hop: Int, _ owner: Int, trace: ID128?) -> WrittenLine {
        var ids = [LineIdentifier(kind: "correlation_id", text: request.correlationID)]
        if let trace { ids.append(LineIdentifier(kind: "trace_id", text: trace.hexadecimal)) }
        return WrittenLine(owner: owner, format: "gitlab.ai_gateway", ids: ids, hop: hop)
    }

    /// A logger that knows the trace does not write it on every line: each line draws for itself.
    private func drawnTrace(_ request: LivedRequest) -> ID128? {
        var random = RandomSource(seed: 13, stream: 7, index: entryNumber)
        return request.envelopesHaveTraces && random.chance(500) ? request.traceID : nil
    }

    private func context(_ request: LivedRequest) -> GitLabGatewayLine {
        var context = GitLabGatewayLine(correlationID: request.correlationID)
        context.customerInstance = request.customer.instance
        context.user = request.user
        context.host = request.customer.host
        context.version = request.customer.version
        context.realm = request.customer.realm
        context.rootNamespaceID = request.customer.namespace
        context.languageServer = request.kind == .directCompletion ? "8.10.0" : nil
        return context
    }

    private mutating func place(_ service: GoogleService, _ time: Int64, trace: ID128?, files: ShardFiles) throws -> Placement {
        entryNumber += 1
        var random = RandomSource(seed: 13, stream: 6, index: entryNumber)
        let entry = GoogleEnvelope(
            service: service, project: GoogleLines.project, insertID: "66f3a1c2\(random.word(15).lowercased())",
            timestamp: Instant(nanoseconds: time), received: Instant(nanoseconds: time + random.between(80, 900) * 1_000_000),
            trace: trace)
        entry.encode(line.bytes, into: &envelope)
        let name = ShardName.google(
            "gitlab/run.googleapis.com/stderr", timestamp: time, received: entry.received.nanoseconds)
        return try files.append(envelope.bytes + [10], to: name)
    }
}
