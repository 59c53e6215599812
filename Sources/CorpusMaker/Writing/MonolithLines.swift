import LogFormats
import LogRecords

/// Writes what GitLab's monolith logs about a request that came through it.
struct MonolithLines {
    private var line = VendorLine()

    /// A controller's or an API's line, and for a web chat the job's.
    mutating func write(_ request: LivedRequest, owner: Int, files: ShardFiles) throws -> [WrittenLine] {
        guard !request.isDirect, request.kind != .workflow, !request.habits.dropsMonolith else { return [] }
        let clock = request.customer.clockOffset
        var lines: [WrittenLine] = []
        if let railsID = request.railsID {
            // The controller answers at once, under an id of its own; the job goes on.
            lines.append(
                try write(
                    .production, request, id: railsID, ended: request.started - 500_000_000 + clock, duration: 150_000_000,
                    path: "/api/graphql", owner: owner, files: files))
            let end = request.started + request.duration + 20_000_000 + clock
            lines.append(
                try write(
                    .sidekiq, request, id: request.correlationID, ended: end, duration: request.duration + 300_000_000, path: "",
                    owner: owner, files: files))
            lines.append(
                try write(
                    .llm, request, id: request.correlationID, ended: end - 10_000_000, duration: 0, path: "", owner: owner,
                    files: files))
        } else {
            let path = request.kind == .completion ? "/api/v4/code_suggestions/completions" : "/api/v4/chat/completions"
            lines.append(
                try write(
                    .api, request, id: request.correlationID, ended: request.started + request.duration + 15_000_000 + clock,
                    duration: request.duration + 40_000_000, path: path, owner: owner, files: files))
        }
        return lines
    }

    private mutating func write(
        _ log: GitLabRailsLine.Log, _ request: LivedRequest, id: String, ended: Int64, duration: Int64, path: String, owner: Int,
        files: ShardFiles
    ) throws -> WrittenLine {
        let hasRay = log == .production || log == .api
        var entry = GitLabRailsLine(
            log: log, correlationID: id, time: Instant(nanoseconds: ended), duration: duration, path: path,
            status: hasRay ? request.status : 200,
            host: request.customer.host, remoteAddress: request.clientAddress, userID: request.userNumber,
            ray: hasRay ? request.firstRay : nil, rayColo: request.customer.colos[0], jobID: request.jobID)
        (entry.rootNamespaceID, entry.projectID) = (request.customer.namespace, request.customer.project)
        entry.encode(into: &line)
        var written = WrittenLine(owner: owner, format: "gitlab.rails", ids: [LineIdentifier(kind: "correlation_id", text: id)])
        if hasRay, let ray = request.firstRay { written.ids.append(LineIdentifier(kind: "ray", text: ray.hexadecimal)) }
        let file =
            switch log {
            case .production: "production_json.log"
            case .api: "api_json.log"
            case .sidekiq: "sidekiq.log"
            case .llm: "llm.log"
            }
        written.placement = try files.append(line.bytes + [10], to: ShardName.monolith(file))
        return written
    }
}
