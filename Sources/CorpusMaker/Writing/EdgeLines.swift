import LogFormats
import LogRecords

/// Writes what Cloudflare logs, in five-minute windows by the time of processing.
struct EdgeLines {
    private var line = VendorLine()
    private var nextWindow: Int64?

    /// A line of the firewall's dataset, which shares the folder: every window has one, so no window is without a
    /// shard.
    private static func firewallLine(at time: Int64) -> [UInt8] {
        let ray = EmbeddedTime.ray(at: Instant(nanoseconds: time), low: 0x1F3).hexadecimal
        let text =
            "{\"Action\":\"log\",\"ClientIP\":\"203.0.113.250\",\"Datetime\":\(time),\"Kind\":\"firewall\",\"OriginatorRayID\":\"00\",\"RayID\":\"\(ray)\",\"RuleID\":\"probe\"}\n"
        return Array(text.utf8)
    }

    /// Opens every window up to `now`, those without a request too, and closes each that has passed: a long quiet time
    /// has many.
    mutating func openWindows(until now: Int64, files: ShardFiles) throws {
        var window = nextWindow ?? now - now % ShardName.edgePeriod
        while window <= now {
            let name = ShardName.edge(processed: window)
            try files.touch(name, firstLine: EdgeLines.firewallLine(at: window))
            if name.closesAt <= now { try files.close(name.path) }
            window += ShardName.edgePeriod
        }
        nextWindow = window
    }

    /// The lines of a request: its crossing towards the gateway, its Worker's parent, the browser's crossing to the
    /// monolith.
    mutating func write(_ request: LivedRequest, owner: Int, files: ShardFiles) throws -> [WrittenLine] {
        guard request.kind != .workflow else { return [] }
        var lines = [try crossing(request, owner: owner, files: files)]
        if request.workerRay != nil { lines.append(try parent(request, owner: owner, files: files)) }
        return lines
    }

    private mutating func crossing(_ request: LivedRequest, owner: Int, files: ShardFiles) throws -> WrittenLine {
        var entry = self.entry(request)
        entry.parentRay = request.workerRay
        if request.workerRay != nil { entry.source = .edgeWorkerFetch }
        if request.turn == .blockedAtEdge {
            (entry.securityAction, entry.securityRule) = ("block", "874a3e315c344b1281ab4a8d1a6b4a4f")
        }
        fillHeaders(&entry, request)
        var written = WrittenLine(owner: owner, format: "cloudflare.http_requests", ids: ids(request))
        written.shows[.edge] = request.colo
        if request.turn == .blockedAtEdge { written.states = [.notReached] }
        if let parent = request.workerRay { written.ids.append(LineIdentifier(kind: "parent_ray", text: parent.hexadecimal)) }
        written.placement = try place(entry, request, files: files)
        return written
    }

    /// The eyeball's line: no origin, a sub-request.
    /// https://developers.cloudflare.com/logs/faq/worker-subrequests/
    private mutating func parent(_ request: LivedRequest, owner: Int, files: ShardFiles) throws -> WrittenLine {
        var entry = self.entry(request)
        let ray = request.workerRay ?? request.ray
        entry.ray = ray
        entry.parentRay = nil
        entry.originStatus = 0
        entry.workerSubrequests = 1
        entry.started = entry.started.advanced(by: -2_000_000)
        entry.ended = entry.ended.advanced(by: 1_000_000)
        fillHeaders(&entry, request)
        var ids = [LineIdentifier(kind: "ray", text: ray.hexadecimal)]
        ids += self.ids(request).filter { $0.kind != "ray" }
        var written = WrittenLine(owner: owner, format: "cloudflare.http_requests", ids: ids)
        written.shows[.edge] = request.colo
        written.placement = try place(entry, request, files: files)
        return written
    }

    private func entry(_ request: LivedRequest) -> CloudflareRequest {
        let started = Instant(nanoseconds: request.started)
        return CloudflareRequest(
            ray: request.ray, parentRay: nil, colo: request.colo, started: started, ended: started.advanced(by: request.duration),
            host: request.host, path: "/ai\(request.path)", status: request.status,
            originStatus: request.turn == .blockedAtEdge ? 0 : request.status, clientAddress: request.clientAddress,
            country: request.customer.country, userAgent: request.userAgent, bytesIn: 600 + request.index % 4000,
            bytesOut: 220 + request.index % 900)
    }

    private func fillHeaders(_ entry: inout CloudflareRequest, _ request: LivedRequest) {
        entry.correlationID = request.sendsRequestID ? request.correlationID : nil
        entry.customerInstance = request.customer.instance
        entry.user = request.user
        if request.edgeLogsTrace {
            entry.traceparent = "00-\(request.traceID.hexadecimal)-\((request.traceID.low | 1).hexadecimal)-01"
        }
        // Two jobs of one zone may write their times differently.
        entry.textDigits = request.customer.version.hasSuffix("3") ? (entry.ray & 1 == 0 ? 0 : 3) : nil
    }

    private func ids(_ request: LivedRequest) -> [LineIdentifier] {
        var ids = [LineIdentifier(kind: "ray", text: request.ray.hexadecimal)]
        if request.sendsRequestID { ids.append(LineIdentifier(kind: "correlation_id", text: request.correlationID)) }
        if request.edgeLogsTrace { ids.append(LineIdentifier(kind: "trace_id", text: request.traceID.hexadecimal)) }
        return ids
    }

    private mutating func place(_ entry: CloudflareRequest, _ request: LivedRequest, files: ShardFiles) throws -> Placement {
        guard !request.habits.dropsEdge else { return Placement(loss: .notWritten) }
        let name = ShardName.edge(processed: entry.ended.nanoseconds + request.habits.edgeDelay)
        try files.touch(name, firstLine: EdgeLines.firewallLine(at: entry.ended.nanoseconds))
        entry.encode(into: &line)
        return try files.append(line.bytes + [10], to: name)
    }
}
