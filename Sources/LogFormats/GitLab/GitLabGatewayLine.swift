package import LogRecords

/// Lines as GitLab's own AI gateway writes them about one request: the access line and the lines around its calls to
/// models.
///
/// https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist/-/blob/main/docs/logging.md
package struct GitLabGatewayLine {
    package var correlationID: String
    package var customerInstance: String?
    package var user: String?
    package var host: String?
    package var version: String?
    package var realm: String?
    package var rootNamespaceID: String?
    package var languageServer: String?

    package init(correlationID: String) {
        self.correlationID = correlationID
    }

    /// The line that ends a request.
    package struct Access {
        package var path: String
        package var status: Int
        package var arrived: Instant
        package var ended: Instant
        package var firstByte: Int64
        package var clientAddress: String
        package var userAgent: String
        package var feature: String
        /// A stream that died: 200 and an exception.
        package var exception: String?
        package var authFailure: String?
        /// Only before 2026-03: the model on the access line itself.
        package var engine: String?
        package var model: String?

        package init(
            path: String, status: Int, arrived: Instant, ended: Instant, firstByte: Int64, clientAddress: String, userAgent: String,
            feature: String
        ) {
            self.path = path
            self.status = status
            self.arrived = arrived
            self.ended = ended
            self.firstByte = firstByte
            self.clientAddress = clientAddress
            self.userAgent = userAgent
            self.feature = feature
        }
    }

    /// The line at a request's end, which has its status.
    package func encodeAccess(_ access: Access, into line: inout VendorLine) {
        let duration = access.ended.nanoseconds - access.arrived.nanoseconds
        line.begin()
        line.text("url", "https://cloud.gitlab.com\(access.path)")
        line.text("path", access.path)
        line.number("status_code", access.status)
        line.text("method", "POST")
        line.text("http_version", "1.1")
        line.text("client_ip", access.clientAddress)
        line.number("client_port", 0)
        line.seconds("duration_s", duration)
        line.raw("duration_request", "-1")
        line.text("request_arrived_at", String(access.arrived.text(digits: 6).dropLast()) + "+00:00")
        line.seconds("response_start_duration_s", access.firstByte)
        line.seconds("first_chunk_duration_s", access.firstByte)
        line.seconds("cpu_s", 3_120_000)
        line.text("content_type", "application/json")
        line.text("user_agent", access.userAgent)
        line.text("token_issuer", access.authFailure == nil ? "https://customers.gitlab.com" : nil)
        line.text("meta.feature_category", access.feature)
        if let failure = access.authFailure { line.text("auth_error_details", failure) }
        if let exception = access.exception {
            line.text("exception_class", exception)
            line.text("exception_message", "the upstream stream ended early")
        }
        if let engine = access.engine { line.text("model_engine", engine) }
        if let model = access.model { line.text("model_name", model) }
        context("api.access", access.ended, "\(access.clientAddress):0 - \"POST \(access.path) HTTP/1.1\" \(access.status)", &line)
    }

    /// The line that ends a call of the Duo Workflow Service, which is not behind Cloudflare.
    package func encodeWorkflow(arrived: Instant, ended: Instant, into line: inout VendorLine) {
        line.begin()
        line.seconds("duration_s", ended.nanoseconds - arrived.nanoseconds)
        line.text("request_arrived_at", String(arrived.text(digits: 6).dropLast()) + "+00:00")
        line.seconds("cpu_s", 9_400_000)
        line.text("grpc_type", "BIDI_STREAM")
        line.text("grpc_service_name", "DuoWorkflow")
        line.text("grpc_method_name", "ExecuteWorkflow")
        line.text("servicer_context_code", "OK")
        context("grpc", ended, "Finished ExecuteWorkflow RPC", &line)
    }

    /// "Request to LLM": its address tells provider and location.
    package func encodeCall(url: String, at time: Instant, into line: inout VendorLine) {
        line.begin()
        line.text("source", "ai_gateway.models.base")
        line.text("request_method", "POST")
        line.text("request_url", url)
        line.raw("request_content_json", "{}")
        context("models", time, "Request to LLM", &line)
    }

    /// "Request to LLM complete": how the call ended.
    package func encodeCompletion(
        engine: String, model: String, duration: Int64, errorType: String?, streaming: Bool, at time: Instant,
        into line: inout VendorLine
    ) {
        line.begin()
        line.seconds("duration_s", duration)
        line.text("model_engine", engine)
        line.text("model_name", model)
        line.text("error", errorType == nil ? "no" : "yes")
        line.text("error_type", errorType ?? "none")
        line.flag("streaming", streaming)
        context("models", time, "Request to LLM complete", &line)
    }

    /// "LLM call finished with token usage".
    package func encodeUsage(
        engine: String, provider: String, model: String, input: Int, output: Int, at time: Instant, into line: inout VendorLine
    ) {
        line.begin()
        line.text("model_engine", engine)
        line.text("model_name", model)
        line.text("model_provider", provider)
        line.number("input_tokens", input)
        line.number("output_tokens", output)
        line.number("total_tokens", input + output)
        context("models", time, "LLM call finished with token usage", &line)
    }

    /// "Returning prompt from the registry": what was resolved, before anything was called.
    package func encodeRegistry(prompt: String, provider: String, model: String, at time: Instant, into line: inout VendorLine) {
        line.begin()
        line.text("prompt_id", prompt)
        line.text("prompt_version", "2.0.1")
        line.text("model_class_provider", provider)
        line.text("model_identifier", model)
        context("prompts", time, "Returning prompt from the registry", &line)
    }

    /// A probe's access line, which is about no request.
    package static func encodeProbe(at time: Instant, into line: inout VendorLine) {
        var probe = GitLabGatewayLine(correlationID: "probe")
        probe.realm = nil
        probe.encodeAccess(
            Access(
                path: "/monitoring/healthz", status: 200, arrived: time, ended: time.advanced(by: 900_000), firstByte: 800_000,
                clientAddress: "127.0.0.1", userAgent: "GoogleHC/1.0", feature: "not_owned"), into: &line)
    }

    /// What stands on every line of a request.
    private func context(_ logger: StaticString, _ time: Instant, _ message: String, _ line: inout VendorLine) {
        line.text("correlation_id", correlationID)
        line.text("gitlab_language_server_version", languageServer)
        line.text("gitlab_instance_id", customerInstance)
        line.text("gitlab_global_user_id", user)
        line.text("gitlab_host_name", host)
        line.text("gitlab_version", version)
        line.text("gitlab_realm", realm)
        if let rootNamespaceID { line.text("gitlab_root_namespace_id", rootNamespaceID) }
        line.text("gitlab_feature_enablement_type", "duo_pro")
        line.text("logger", "\(logger)")
        line.text("level", "info")
        line.text("type", "mlops")
        line.text("stage", "main")
        line.text("timestamp", time.text(digits: 6))
        line.text("message", message)
        line.end()
    }
}
