import LogRecords

/// The records of one request, told apart by what they are to it.
struct RouteFacts {
    let part: Part
    /// The crossing of the edge in front of the gateway, its Worker's lines too.
    let frontEdges: [JoinedRecord]
    /// The crossing in front of the monolith, when it called the gateway: another ray, another zone.
    let firstEdges: [JoinedRecord]
    let balancers: [JoinedRecord]
    let monolith: [JoinedRecord]
    let hops: [GatewayHop]
    /// Which of `hops` gave the answer.
    let serving: Int?
    let calls: HopCalls?
    /// What answered in front of the gateway, if no gateway was reached.
    let stopped: (detail: Detail, records: [JoinedRecord])?

    init(_ part: Part) {
        self.part = part
        monolith = part.records(of: .monolith)
        balancers = part.records(of: .balancer)
        let hops = GatewayHop.hops(of: part)
        self.hops = hops
        let edges = part.records(of: .edge)
        let behind = part.records.filter { $0.vantage == .gateway || $0.vantage == .balancer }
        let first = RouteFacts.firstCrossing(edges, monolith: monolith, behind: behind)
        firstEdges = first
        frontEdges = edges.filter { edge in !first.contains { $0.sighting.place == edge.sighting.place } }
        let known = GatewayHop.indexOfServing(
            hops, received: frontEdges.compactMap(\.sighting.originStatus).last { $0 != 0 },
            sent: frontEdges.first?.sighting.status)
        // A failure that called no provider, or beside lines that could not be given to anyone, may be the first of two tries.
        let isPerhapsFirstTry =
            hops.count == 1 && frontEdges.isEmpty && hops[0].status ?? 0 >= 500
            && (hops[0].main?.sighting.attemptCount == 0 || !part.several.isDisjoint(with: [.balancer, .gateway]))
        let serving = isPerhapsFirstTry ? nil : known
        self.serving = serving
        calls = serving.map { HopCalls(of: hops[$0]) }
        stopped = hops.isEmpty ? Rule.whatStopped(edges: frontEdges, balancers: balancers) : nil
    }

    /// Of several tries the last one, which the client got the answer of. One that reached nobody did not send what a
    /// gateway answered later.
    var lastBalancer: JoinedRecord? {
        balancers.filter { !isBeforeGateway($0) }.enumerated().max { one, other in
            let (first, second) = (one.element.sighting.started, other.element.sighting.started)
            guard let first, let second, first != second else { return one.offset > other.offset }
            return first < second
        }?.element
    }

    /// Whether a balancer's line reached nobody, and a gateway's line shows a later try.
    private func isBeforeGateway(_ balancer: JoinedRecord) -> Bool {
        guard Rule.isStopped(balancer), let span = balancer.span else { return false }
        return hops.flatMap(\.records).compactMap(\.span).contains { $0.from >= span.from }
    }

    /// The error that was sent, by the gateway or by who stands before it: then an answer of a provider is no more than
    /// a guess. A client that left (499) says nothing of the call.
    var failure: Int? {
        let senders = [frontEdges.first, lastBalancer, servingHop?.applications.first, servingHop?.cloudRun.first]
        return senders.lazy.compactMap { $0?.sighting.status }.first { $0 >= 400 && $0 != 499 }
    }
    var servingHop: GatewayHop? { serving.map { hops[$0] } }
    var span: TimeRange? { part.span }

    /// The edge's lines in front of the monolith: of its ray, or of another path than the gateway was asked for.
    private static func firstCrossing(
        _ edges: [JoinedRecord], monolith: [JoinedRecord], behind: [JoinedRecord]
    ) -> [JoinedRecord] {
        let raysOfMonolith = Set(monolith.compactMap(\.sighting.ray))
        let raysBehind = Set(behind.compactMap(\.sighting.ray))
        let paths = Set(behind.compactMap(\.comparedPath))
        let rays = Set(
            edges.filter { edge in
                guard let ray = edge.sighting.ray, !raysBehind.contains(ray) else { return false }
                if raysOfMonolith.contains(ray) { return true }
                guard let path = edge.comparedPath, !paths.isEmpty, edges.count > 1 || !monolith.isEmpty else { return false }
                return !paths.contains(path)
            }.compactMap(\.sighting.ray))
        return edges.filter { $0.sighting.ray.map(rays.contains) ?? false }
    }

    /// GitLab's Duo Workflow service stands beside Cloudflare, not behind it.
    /// https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist/-/blob/main/.runway/duo-workflow-svc/runway-production.yml
    var isBesideEdge: Bool {
        hops.contains { $0.records.contains { $0.sighting.service == "duo-workflow-svc" } }
    }

    /// A web chat: Rails answers at once, and a job calls the gateway under an id of its own.
    var isHandedToJob: Bool {
        guard hops.isEmpty, frontEdges.isEmpty, balancers.isEmpty, !monolith.isEmpty else { return false }
        return monolith.allSatisfy { record in
            guard record.sighting.service != "sidekiq", record.sighting.service != "llm" else { return false }
            guard let path = record.sighting.path else { return true }
            return path == "/api/graphql" || path == "/-/cable"
        }
    }

    /// The request never had an id that a gateway without rays also logs.
    var edgeHasOnlyRay: Bool {
        !frontEdges.isEmpty
            && frontEdges.allSatisfy { edge in edge.keys.allSatisfy { $0.kind == .ray || $0.kind == .parentRay } }
    }

    /// Whether the source itself says that it writes only some of the requests.
    var saysSampled: Bool { part.records.contains { $0.sighting.sampled == true } }
}
