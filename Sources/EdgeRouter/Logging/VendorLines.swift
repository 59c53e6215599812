import HTTPServing
import HTTPTypes
import LogFormats
import LogRecords

/// One crossing in the words of Cloudflare and of Google.
struct VendorLines {
    let crossing: Crossing
    let ended: Instant
    let project: String

    private var host: String { crossing.head.authority?.recordable(255) ?? "" }

    private func header(_ name: HTTPField.Name) -> String? { crossing.head.headerFields[name]?.recordable(255) }

    var edge: CloudflareRequest {
        let last = crossing.tries.last
        var entry = CloudflareRequest(
            ray: crossing.ray, parentRay: nil, colo: crossing.colo.name, started: crossing.started, ended: ended, host: host,
            path: crossing.path, status: crossing.isClientGone ? 499 : crossing.status, originStatus: last?.status ?? 0,
            clientAddress: crossing.clientAddress, country: crossing.colo.country, userAgent: header(.userAgent) ?? "",
            bytesIn: crossing.bytesIn, bytesOut: crossing.bytesOut)
        entry.method = crossing.head.method.rawValue
        entry.correlationID = header(.requestID)
        entry.customerInstance = header(.instanceID)
        entry.user = header(.globalUserID)
        entry.traceparent = "00-\(crossing.trace.hexadecimal)-\(crossing.span.hexadecimal)-01"
        entry.requestID = last?.requestID
        return entry
    }

    /// https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring#statusdetails_http_success_messages
    func balancer(_ attempt: Crossing.Try, _ kind: BalancerLogSettings.Kind) -> GoogleRequest {
        let details =
            if attempt.failure != nil {
                "failed_to_connect_to_backend"
            } else if attempt.status == nil {
                "backend_connection_closed_before_data_sent_to_client"
            } else if crossing.isClientGone {
                "client_disconnected_after_partial_response"
            } else if attempt.isBrokenOff {
                "backend_connection_closed_after_partial_response_sent"
            } else {
                "response_sent_by_backend"
            }
        return entry(attempt, kind == .global ? .globalBalancer : .regionalBalancer(region: attempt.choice.region), details)
    }

    /// Only of what a container answered; its name is in its answer.
    func cloudRun(_ attempt: Crossing.Try) -> GoogleRequest? {
        guard attempt.status != nil, let instance = attempt.instance else { return nil }
        let service = GoogleService(
            region: attempt.choice.region, service: "waybill-gateway", revision: "waybill-gateway-00001-abc",
            instance: instance)
        return entry(attempt, .cloudRun(service), "")
    }

    private func entry(_ attempt: Crossing.Try, _ product: GoogleRequest.Product, _ details: String) -> GoogleRequest {
        let end = attempt.ended ?? ended
        var entry = GoogleRequest(
            product: product, project: project, insertID: String(UInt64.random(in: 0 ... .max), radix: 36),
            started: attempt.started,
            received: end, latency: max(0, end.nanoseconds - attempt.started.nanoseconds), trace: crossing.trace,
            span: .random(in: 1 ... .max), url: "https://\(host)\(crossing.path)", status: attempt.status ?? 502,
            bytesIn: crossing.bytesIn, bytesOut: attempt.status == nil ? 0 : crossing.bytesOut,
            remoteAddress: crossing.clientAddress,
            userAgent: header(.userAgent) ?? "", statusDetails: details)
        entry.method = crossing.head.method.rawValue
        return entry
    }
}
