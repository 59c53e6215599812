import Clocks
import HTTPCalling
import HTTPServing
import HTTPTypes
import LogFormats
import LogRecords

/// What becomes the record of a request, gathered while it is served.
struct RequestStory {
    let inbound: InboundRequest
    var caller: Caller
    var operation: String?
    var model: String?
    var isStream: Bool?
    var bytesIn: Int64?
    var bytesOut: Int64 = 0
    var status: Int?
    var failure: GatewayFailure?
    var report: CallReport?
    /// Until the first byte of the answer went out.
    var firstByte: Int64?
    /// Until the first and the last words of a stream were on their way.
    var firstToken: Int64?
    var lastToken: Int64?
    /// The process ended before the answer did.
    var isShutdown = false
    var isClientGone = false
    /// What its body takes of the budget.
    var lease: BodyLease?

    init(_ inbound: InboundRequest) {
        self.inbound = inbound
        caller = Gatekeeper.claimed(inbound.headers)
    }

    /// By whom its bytes are counted: the user of a direct connection, a proven instance, else the address.
    var callerName: String {
        if caller.isAuthenticated, let proven = caller.connection == .direct ? caller.user : caller.instance { return proven }
        return inbound.clientAddress ?? ""
    }

    /// Whether the gateway itself refused it, and asked nobody.
    var isRefusal: Bool { failure != nil && report == nil }

    /// The record; writer and number are given by the log.
    func record(by writer: GatewayWriter) -> GatewayRecord {
        var record = GatewayRecord(writer: writer, sequence: 0, started: inbound.started, ended: .now)
        var room = isRefusal ? ForeignRoom.ofRefusal : .usual
        record.requestID = inbound.id
        record.clientRequestID = room.whole(inbound.header(.requestID))
        record.correlationID = inbound.header(.correlationID).map { room.whole($0) } ?? record.clientRequestID
        (record.traceID, record.spanID, record.parentSpanID) = (
            inbound.trace.traceID, inbound.trace.spanID, inbound.trace.parentSpanID
        )
        fillEdge(&record.edge, &room)
        record.http.method = room.beginning(inbound.method.rawValue)
        record.http.path = inbound.path.isEmpty ? nil : room.path(inbound.path)
        fillCaller(&record.caller, &room)
        record.http.host = room.beginning(inbound.host)
        (record.http.bytesIn, record.http.bytesOut, record.http.stream) = (bytesIn, bytesOut, isStream)
        (record.model.requested, record.model.operation) = (model, operation)
        fillCall(&record)
        fillResult(&record.result)
        let total = nanoseconds(from: inbound.begun)
        record.timings.total = total
        record.timings.overhead = max(0, total - (report?.waited ?? 0))
        (record.timings.firstToken, record.timings.lastToken) = (firstToken, lastToken)
        return record
    }

    private func fillEdge(_ edge: inout GatewayRecord.Edge, _ room: inout ForeignRoom) {
        edge.trusted = inbound.isTrusted
        edge.ray = room.whole(inbound.header(.cfRay))
        edge.country = room.whole(inbound.header(.cfCountry))
        edge.address = room.whole(inbound.clientAddress)
        guard inbound.hasEdgeHeaders else { return }
        edge.selectedRegion = room.whole(inbound.header(.edgeRegion))
        edge.steering = room.whole(inbound.header(.edgeSteering))
        edge.retryOf = room.whole(inbound.header(.edgeRetryOf))
        edge.reroutedFrom = room.whole(inbound.header(.edgeReroutedFrom))
        edge.rerouteReason = room.whole(inbound.header(.edgeRerouteReason))
    }

    private func fillCaller(_ record: inout GatewayRecord.Caller, _ room: inout ForeignRoom) {
        record.connection = caller.connection?.rawValue
        record.instance = room.beginning(caller.instance)
        record.proof = caller.instance == nil ? nil : caller.isAuthenticated ? "authenticated" : "claimed"
        record.realm = room.beginning(caller.realm)
        record.user = room.beginning(caller.user)
        record.namespace = room.whole(inbound.header(.rootNamespaceID) ?? inbound.header(.namespaceID))
        record.project = room.whole(inbound.header(.projectID))
        record.version = room.whole(inbound.header(.gitlabVersion))
        record.host = room.whole(inbound.header(.hostName))
        record.userAgent = room.beginning(inbound.header(.userAgent))
        record.client = room.whole(inbound.header(.clientName))
        record.clientVersion = room.whole(inbound.header(.clientVersion) ?? inbound.header(.languageServerVersion))
    }

    private func fillCall(_ record: inout GatewayRecord) {
        guard let report else { return }
        record.routing.policy = "priority"
        record.routing.excluded = report.excluded.map { GatewayRecord.Excluded(target: $0.target, why: $0.why) }
        record.attempts = report.attempts.enumerated().map { $1.record($0 + 1) }
        record.result.finishReason = report.attempts.last(where: \.isServed)?.facts.finishReason
        (record.usage.input, record.usage.output) = (report.usage.input, report.usage.output)
        record.usage.source = report.usage == TokenCounts() ? nil : "provider"
        record.usage.billableUnknown = report.attempts.isEmpty ? nil : report.isBillingUnknown
    }

    private func fillResult(_ result: inout GatewayRecord.Result) {
        result.status = status.map(Int64.init)
        result.firstByte = firstByte
        if isShutdown {
            (result.outcome, result.faultDomain, result.error) = ("shutdown", "gateway", "shutdown")
        } else if isClientGone {
            (result.outcome, result.faultDomain) = ("client_gone", "caller")
        } else if case .truncated(let errorClass)? = report?.ending {
            (result.outcome, result.faultDomain, result.error) = ("truncated", "provider", errorClass.rawValue)
        } else if let failure {
            (result.outcome, result.faultDomain, result.error) = (failure.outcome, failure.faultDomain, failure.code)
        } else {
            result.outcome = "completed"
        }
    }
}
