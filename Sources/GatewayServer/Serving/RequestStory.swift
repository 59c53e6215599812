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
    /// The process ended before the answer did.
    var isShutdown = false
    var isClientGone = false

    private static let longestPath = 2048

    init(_ inbound: InboundRequest) {
        self.inbound = inbound
        caller = Gatekeeper.claimed(inbound.headers)
    }

    /// The record; writer and number are given by the log.
    func record(by writer: GatewayWriter) -> GatewayRecord {
        var record = GatewayRecord(writer: writer, sequence: 0, started: inbound.started, ended: .now)
        record.requestID = inbound.id
        record.clientRequestID = inbound.header(.requestID)
        record.correlationID = inbound.header(.correlationID) ?? inbound.header(.requestID)
        (record.traceID, record.spanID, record.parentSpanID) = (
            inbound.trace.traceID, inbound.trace.spanID, inbound.trace.parentSpanID
        )
        fillEdge(&record.edge)
        fillCaller(&record.caller)
        record.http.method = inbound.method.rawValue
        record.http.host = inbound.host?.recordable(InboundRequest.longestHeader)
        record.http.path = inbound.path.isEmpty ? nil : inbound.path.recordable(RequestStory.longestPath)
        (record.http.bytesIn, record.http.bytesOut, record.http.stream) = (bytesIn, bytesOut, isStream)
        (record.model.requested, record.model.operation) = (model, operation)
        fillCall(&record)
        fillResult(&record.result)
        let total = nanoseconds(from: inbound.begun)
        record.timings.total = total
        record.timings.overhead = max(0, total - (report?.waited ?? 0))
        return record
    }

    private func fillEdge(_ edge: inout GatewayRecord.Edge) {
        edge.trusted = inbound.isTrusted
        edge.ray = inbound.header(.cfRay)
        edge.country = inbound.header(.cfCountry)
        edge.address = inbound.clientAddress
        guard inbound.hasEdgeHeaders else { return }
        edge.selectedRegion = inbound.header(.edgeRegion)
        edge.steering = inbound.header(.edgeSteering)
        edge.retryOf = inbound.header(.edgeRetryOf)
        edge.reroutedFrom = inbound.header(.edgeReroutedFrom)
        edge.rerouteReason = inbound.header(.edgeRerouteReason)
    }

    private func fillCaller(_ record: inout GatewayRecord.Caller) {
        record.connection = caller.connection?.rawValue
        record.instance = caller.instance?.recordable(InboundRequest.longestHeader)
        record.proof = caller.instance == nil ? nil : caller.isAuthenticated ? "authenticated" : "claimed"
        record.realm = caller.realm?.recordable(InboundRequest.longestHeader)
        record.user = caller.user?.recordable(InboundRequest.longestHeader)
        record.host = inbound.header(.hostName)
        record.version = inbound.header(.gitlabVersion)
        record.client = inbound.header(.clientName)
        record.clientVersion = inbound.header(.clientVersion) ?? inbound.header(.languageServerVersion)
        record.userAgent = inbound.header(.userAgent)
    }

    private func fillCall(_ record: inout GatewayRecord) {
        guard let report else { return }
        record.routing.policy = "priority"
        record.routing.excluded = report.excluded.map { GatewayRecord.Excluded(target: $0.target, why: $0.why) }
        record.attempts = report.attempts.enumerated().map { $1.record($0 + 1) }
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
