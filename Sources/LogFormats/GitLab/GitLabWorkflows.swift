import LogRecords

/// GitLab's Duo Workflow Service: gRPC, in the gateway's source, and not behind Cloudflare, so no ray and no edge line
/// will be found for it.
///
/// Its lines have no `type`, and the text of each stands where structlog puts it, under `event`, unless something
/// renamed it to the gateway's `message`. A session is one call of up to an hour; its id is on each line, and
/// `undefined` before it is known.
/// https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist/-/tree/main/duo_workflow_service
let gitlabWorkflows: [LogFormat] = workflowCalls + workflowCalls.map { $0.underEvent }

/// What else it says, of a session or of itself; these keys are on every line.
let gitlabWorkflowChatter: [LogFormat] = ["message", "event"].map { text in
    LogFormat(
        name: gitlabGatewayName, vantage: .gateway, requires: ["logger", "level", "workflow_id", "timestamp", text],
        outcome: .notARequest, envelopes: gatewayEntries)
}

private let workflowCalls = [
    LogFormat(
        name: gitlabGatewayName, vantage: .gateway, requires: ["message"],
        anyOf: ["grpc_method_name", "grpc_service_name", "servicer_context_code"],
        matches: [ValueTest("message", .hasPrefix("Finished ")), ValueTest("message", .hasSuffix(" RPC"))],
        fields: callFields + [.init("servicer_context_code", .result, read: .term), .init("exception_class", .error, read: .term)]
            + proofFields + gitlabCallerFields, identity: gitlabGatewayIdentity, envelopes: gatewayEnvelopes, lineKind: "workflow"),
    // The client went, or sent nothing to start, before there was a session: in the place of the line above, since 2026-06.
    LogFormat(
        name: gitlabGatewayName, vantage: .gateway, requires: ["message", "grpc_method_name"],
        matches: [ValueTest("message", .equals("connection closed before workflow started"))],
        fields: callFields + [.init(constant: "not_started", .result), .init("no_start_reason", .error, read: .term)]
            + proofFields + gitlabCallerFields, identity: gitlabGatewayIdentity, envelopes: gatewayEnvelopes,
        lineKind: "not_started"),
]

private let callFields: [FieldMapping] = [
    .init("request_arrived_at", .started, read: .utcInstant),
    .init("timestamp", .ended, read: .utcInstant),
    .init("duration_s", .duration, read: .seconds),
    .init(constant: "duo-workflow-svc", .service),
    .init("grpc_method_name", .path, read: .term),
    .init("user_agent", .userAgent, read: .term),
    .init("language_server_version", .clientVersion, read: .term),
]

/// The type is the client's word, and no token is accepted without it: a call that was not turned away as
/// unauthenticated proved what it claims. Where authentication is switched off, nobody sends a type.
/// https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist/-/blob/main/duo_workflow_service/interceptors/authentication_interceptor.py
private let proofFields: [FieldMapping] = [
    claimed.when("servicer_context_code", .equals("UNAUTHENTICATED")),
    FieldMapping(constant: "authenticated", .instanceProof).when("gitlab_instance_id", .isPresent)
        .when("gitlab_authentication_type", .equals("oidc")),
    claimed,
]

private let claimed = FieldMapping(constant: "claimed", .instanceProof).when("gitlab_instance_id", .isPresent)

extension LogFormat {
    /// The same format with the text of its lines under `event`. No store is known to hold such lines.
    var underEvent: LogFormat {
        var format = self
        format.requires = requires.map { $0 == "message" ? "event" : $0 }
        format.matches = matches.map { $0.path == "message" ? ValueTest("event", $0.test) : $0 }
        format.identity = gitlabLineIdentity(text: "event")
        format.envelopes = gatewayEntries
        return format
    }
}
