package import LogRecords

/// One request as Cloudflare's Logpush would log it; the table that reads it is `cloudflareFormats`.
///
/// https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/
package struct CloudflareRequest {
    /// Who asked the edge: a client, or a Worker by a request of its own.
    package enum Source: String {
        case eyeball, edgeWorkerFetch
    }

    package var method = "POST"
    package var ray: UInt64
    /// The Worker's ray that made this sub-request; `"00"` is written without one.
    package var parentRay: UInt64?
    package var colo: String
    package var started: Instant
    package var ended: Instant
    package var host: String
    package var path: String
    package var status: Int
    /// 0: the origin was never asked.
    package var originStatus: Int
    package var clientAddress: String
    package var country: String
    package var userAgent: String
    package var source = Source.eyeball
    package var workerSubrequests = 0
    package var securityAction: String?
    package var securityRule: String?
    package var bytesIn: Int
    package var bytesOut: Int
    /// The request headers that the job is told to keep, in lower case.
    package var correlationID: String?
    package var customerInstance: String?
    package var user: String?
    package var traceparent: String?
    /// The response headers that the job is told to keep.
    package var requestID: String?
    /// RFC 3339 with so many digits of a second (the dashboard's default has none) in place of nanoseconds (the
    /// interface's).
    /// https://developers.cloudflare.com/logs/logpush/logpush-job/api-configuration/
    package var textDigits: Int?

    package init(
        ray: UInt64, parentRay: UInt64?, colo: String, started: Instant, ended: Instant, host: String, path: String, status: Int,
        originStatus: Int, clientAddress: String, country: String, userAgent: String, bytesIn: Int, bytesOut: Int
    ) {
        self.ray = ray
        self.parentRay = parentRay
        self.colo = colo
        self.started = started
        self.ended = ended
        self.host = host
        self.path = path
        self.status = status
        self.originStatus = originStatus
        self.clientAddress = clientAddress
        self.country = country
        self.userAgent = userAgent
        self.bytesIn = bytesIn
        self.bytesOut = bytesOut
    }

    /// Writes the request as one object, without the line's end.
    package func encode(into line: inout VendorLine) {
        line.begin()
        line.text("CacheCacheStatus", originStatus == 0 ? "unknown" : "dynamic")
        line.number("ClientASN", 64500)
        line.text("ClientCountry", country.lowercased())
        line.text("ClientIP", clientAddress)
        line.number("ClientRequestBytes", bytesIn)
        line.text("ClientRequestHost", host)
        line.text("ClientRequestMethod", method)
        line.text("ClientRequestPath", path)
        line.text("ClientRequestProtocol", "HTTP/2")
        line.text("ClientRequestSource", source.rawValue)
        line.text("ClientRequestURI", path)
        line.text("ClientRequestUserAgent", userAgent)
        line.text("EdgeColoCode", colo)
        time("EdgeEndTimestamp", ended, &line)
        line.number("EdgeResponseBytes", bytesOut)
        line.number("EdgeResponseStatus", status)
        time("EdgeStartTimestamp", started, &line)
        line.text("OriginIP", originStatus == 0 ? "" : "198.51.100.9")
        line.number(
            "OriginResponseDurationMs", originStatus == 0 ? 0 : max(0, (ended.nanoseconds - started.nanoseconds) / 1_000_000 - 4))
        line.number("OriginResponseStatus", originStatus)
        line.text("ParentRayID", parentRay?.hexadecimal ?? "00")
        line.text("RayID", ray.hexadecimal)
        headers(&line)
        if let requestID {
            line.open("ResponseHeaders")
            line.text("x-request-id", requestID)
            line.close()
        }
        line.texts("SecurityActions", securityAction.map { [$0] } ?? [])
        line.texts("SecurityRuleIDs", securityRule.map { [$0] } ?? [])
        line.flag("WorkerSubrequest", source == .edgeWorkerFetch)
        line.number("WorkerSubrequestCount", workerSubrequests)
        line.text("ZoneName", host)
        line.end()
    }

    private func headers(_ line: inout VendorLine) {
        line.open("RequestHeaders")
        if let correlationID { line.text("x-request-id", correlationID) }
        if let customerInstance { line.text("x-gitlab-instance-id", customerInstance) }
        if let user { line.text("x-gitlab-global-user-id", user) }
        if let traceparent { line.text("traceparent", traceparent) }
        line.close()
    }

    private func time(_ key: StaticString, _ instant: Instant, _ line: inout VendorLine) {
        if let textDigits {
            let unit = textDigits == 0 ? Instant.second : 1
            line.text(key, Instant(nanoseconds: instant.nanoseconds - instant.nanoseconds % unit).text(digits: textDigits))
        } else {
            line.number(key, instant.nanoseconds)
        }
    }
}
