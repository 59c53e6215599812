package import LogRecords

/// One request as Google Cloud Logging would hold it: of a load balancer or of Cloud Run.
///
/// https://docs.cloud.google.com/load-balancing/docs/https/https-logging-monitoring
package struct GoogleRequest {
    /// Whose log it is.
    package enum Product {
        /// Says nothing of a region: its zone is always "global".
        case globalBalancer
        case regionalBalancer(region: String)
        case cloudRun(GoogleService)
    }

    package var method = "POST"
    package var product: Product
    package var project: String
    package var insertID: String
    package var started: Instant
    package var received: Instant
    package var latency: Int64
    package var trace: ID128
    package var span: UInt64
    package var url: String
    package var status: Int
    package var bytesIn: Int
    package var bytesOut: Int
    package var remoteAddress: String
    package var userAgent: String
    package var statusDetails: String
    /// The rule that refused the request, where one did.
    package var deniedBy: String?

    package init(
        product: Product, project: String, insertID: String, started: Instant, received: Instant, latency: Int64, trace: ID128,
        span: UInt64, url: String, status: Int, bytesIn: Int, bytesOut: Int, remoteAddress: String, userAgent: String,
        statusDetails: String
    ) {
        self.product = product
        self.project = project
        self.insertID = insertID
        self.started = started
        self.received = received
        self.latency = latency
        self.trace = trace
        self.span = span
        self.url = url
        self.status = status
        self.bytesIn = bytesIn
        self.bytesOut = bytesOut
        self.remoteAddress = remoteAddress
        self.userAgent = userAgent
        self.statusDetails = statusDetails
    }

    /// Writes the LogEntry as one object, without the line's end.
    package func encode(into line: inout VendorLine) {
        line.begin()
        request(&line)
        line.text("insertId", insertID)
        payload(&line)
        switch product {
        case .globalBalancer: line.text("logName", "projects/\(project)/logs/requests")
        case .regionalBalancer:
            line.text("logName", "projects/\(project)/logs/loadbalancing.googleapis.com%2Fexternal_regional_requests")
        case .cloudRun(let service):
            line.text("logName", "projects/\(project)/logs/run.googleapis.com%2Frequests")
            line.open("labels")
            line.text("instanceId", service.instance)
            line.close()
        }
        line.text("receiveTimestamp", received.text(digits: 9))
        resource(&line)
        line.text("severity", status >= 500 ? "ERROR" : status >= 400 ? "WARNING" : "INFO")
        line.text("spanId", span.hexadecimal)
        line.text("timestamp", started.text(digits: 6))
        line.text("trace", "projects/\(project)/traces/\(trace.hexadecimal)")
        line.end()
    }

    private func request(_ line: inout VendorLine) {
        line.open("httpRequest")
        line.text("latency", latencyText)
        line.text("protocol", "HTTP/2")
        line.text("remoteIp", remoteAddress)
        line.text("requestMethod", method)
        line.text("requestSize", String(bytesIn))
        line.text("requestUrl", url)
        line.text("responseSize", String(bytesOut))
        line.number("status", status)
        line.text("userAgent", userAgent)
        line.close()
    }

    private var latencyText: String {
        let (seconds, rest) = max(0, latency).quotientAndRemainder(dividingBy: Instant.second)
        let digits = String(rest / 1000)
        return "\(seconds).\(String(repeating: "0", count: 6 - digits.utf8.count))\(digits)s"
    }

    private func payload(_ line: inout VendorLine) {
        if case .cloudRun = product { return }
        line.open("jsonPayload")
        line.text("@type", "type.googleapis.com/google.cloud.loadbalancing.type.LoadBalancerLogEntry")
        line.text("remoteIp", remoteAddress)
        line.text("statusDetails", statusDetails)
        if let deniedBy {
            line.open("enforcedSecurityPolicy")
            line.text("name", deniedBy)
            line.text("configuredAction", "DENY")
            line.text("outcome", "DENY")
            line.number("priority", 100)
            line.close()
        }
        line.close()
    }

    private func resource(_ line: inout VendorLine) {
        line.open("resource")
        line.open("labels")
        switch product {
        case .globalBalancer:
            line.text("backend_service_name", "ai-gateway-backend")
            line.text("forwarding_rule_name", "ai-gateway-https")
            line.text("project_id", project)
            line.text("target_proxy_name", "ai-gateway-proxy")
            line.text("url_map_name", "ai-gateway-url-map")
            line.text("zone", "global")
        case .regionalBalancer(let region):
            line.text("backend_target_name", "ai-gateway-backend")
            line.text("forwarding_rule_name", "ai-gateway-https")
            line.text("project_id", project)
            line.text("region", region)
            line.text("url_map_name", "ai-gateway-url-map")
        case .cloudRun(let service): service.encodeLabels(project: project, into: &line)
        }
        line.close()
        switch product {
        case .globalBalancer: line.text("type", "http_load_balancer")
        case .regionalBalancer: line.text("type", "http_external_regional_lb_rule")
        case .cloudRun: line.text("type", "cloud_run_revision")
        }
        line.close()
    }
}

/// A service of Cloud Run in one region, and the container instance that answered.
package struct GoogleService {
    package var region: String
    package var service: String
    package var revision: String
    package var instance: String

    package init(region: String, service: String, revision: String, instance: String) {
        self.region = region
        self.service = service
        self.revision = revision
        self.instance = instance
    }

    func encodeLabels(project: String, into line: inout VendorLine) {
        line.text("configuration_name", service)
        line.text("location", region)
        line.text("project_id", project)
        line.text("revision_name", revision)
        line.text("service_name", service)
    }
}
