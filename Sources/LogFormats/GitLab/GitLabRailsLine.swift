package import LogRecords

/// A line as GitLab's monolith writes it, in the log that `log` names.
///
/// https://docs.gitlab.com/administration/logs/
package struct GitLabRailsLine {
    /// Which of the monolith's logs the line is of.
    package enum Log {
        /// `production_json.log`: a controller answered.
        case production
        /// `api_json.log`: an API route answered.
        case api
        /// `sidekiq.log`: a job is done.
        case sidekiq
        /// `llm.log`: an answer of the AI gateway came in.
        case llm
    }

    package var log: Log
    package var correlationID: String
    package var time: Instant
    package var duration: Int64
    package var path: String
    package var status: Int
    package var host: String
    package var remoteAddress: String
    package var userID: Int
    /// The ray of the *first* crossing of Cloudflare, from the browser to the monolith.
    package var ray: UInt64?
    package var rayColo: String
    package var jobID: String
    package var rootNamespaceID: String?
    package var projectID: String?

    package init(
        log: Log, correlationID: String, time: Instant, duration: Int64, path: String, status: Int, host: String,
        remoteAddress: String, userID: Int, ray: UInt64?, rayColo: String, jobID: String
    ) {
        self.log = log
        self.correlationID = correlationID
        self.time = time
        self.duration = duration
        self.path = path
        self.status = status
        self.host = host
        self.remoteAddress = remoteAddress
        self.userID = userID
        self.ray = ray
        self.rayColo = rayColo
        self.jobID = jobID
    }

    /// Writes the line without its end.
    package func encode(into line: inout VendorLine) {
        line.begin()
        switch log {
        case .production: production(&line)
        case .api: api(&line)
        case .sidekiq: sidekiq(&line)
        case .llm: llm(&line)
        }
        line.end()
    }

    private func production(_ line: inout VendorLine) {
        line.text("method", "POST")
        line.text("path", path)
        line.text("format", "json")
        line.text("controller", "GraphqlController")
        line.text("action", "execute")
        line.number("status", status)
        line.text("time", time.text(digits: 3))
        line.raw("params", "[{\"key\":\"query\",\"value\":\"[FILTERED]\"}]")
        line.text("correlation_id", correlationID)
        line.text("meta.caller_id", "graphql:aiAction")
        line.text("remote_ip", remoteAddress)
        line.number("meta.user_id", userID)
        context(&line)
        line.number("user_id", userID)
        crossing(&line)
        line.seconds("queue_duration_s", 4_000_000)
        line.seconds("duration_s", duration)
    }

    private func api(_ line: inout VendorLine) {
        line.text("time", time.text(digits: 3))
        line.text("severity", "INFO")
        line.seconds("duration_s", duration)
        line.number("status", status)
        line.text("method", "POST")
        line.text("path", path)
        line.text("host", host)
        line.text("remote_ip", remoteAddress)
        line.text("route", path)
        line.number("user_id", userID)
        crossing(&line)
        line.text("correlation_id", correlationID)
        line.number("meta.user_id", userID)
        context(&line)
    }

    private func sidekiq(_ line: inout VendorLine) {
        line.text("severity", "INFO")
        line.text("time", time.text(digits: 3))
        line.text("class", "Llm::CompletionWorker")
        line.text("queue", "default")
        line.text("jid", jobID)
        line.text("correlation_id", correlationID)
        line.text("meta.caller_id", "graphql:aiAction")
        line.number("meta.user_id", userID)
        context(&line)
        line.text("job_status", "done")
        line.seconds("duration_s", duration)
        line.text("message", "Llm::CompletionWorker JID-\(jobID): done")
    }

    private func llm(_ line: inout VendorLine) {
        line.text("severity", "INFO")
        line.text("time", time.text(digits: 3))
        line.text("correlation_id", correlationID)
        line.text("meta.caller_id", "Llm::CompletionWorker")
        line.number("meta.user_id", userID)
        context(&line)
        line.text("message", "Received response from AI Gateway")
        line.text("class", "Gitlab::Llm::AiGateway::Client")
        line.text("ai_event_name", "response_received")
        line.text("ai_component", "abstraction_layer")
    }

    /// Of the application's context. https://docs.gitlab.com/development/logging/
    private func context(_ line: inout VendorLine) {
        if let rootNamespaceID { line.text("meta.root_namespace_id", rootNamespaceID) }
        if let projectID { line.text("meta.project_id", projectID) }
    }

    private func crossing(_ line: inout VendorLine) {
        guard let ray else { return }
        line.text("cf_ray", "\(ray.hexadecimal)-\(rayColo)")
        line.text("cf_ipcountry", "DE")
    }
}
