import LogRecords

package let gitlabFormats: [LogFormat] =
    gitlabGatewayAccess + gitlabGatewayCalls + gitlabWorkflows + gitlabGatewayChatter + gitlabRails

/// Duo Workflow's service: gRPC, in the same source, and not behind Cloudflare, so no ray and no edge line will be found for it.
/// https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist/-/tree/main/duo_workflow_service
private let gitlabWorkflows = [
    LogFormat(
        name: gitlabGatewayName, vantage: .gateway, requires: ["message"],
        anyOf: ["grpc_method_name", "grpc_service_name", "servicer_context_code"],
        matches: [ValueTest("message", .hasPrefix("Finished ")), ValueTest("message", .hasSuffix(" RPC"))],
        fields: [
            .init("request_arrived_at", .started, read: .utcInstant),
            .init("timestamp", .ended, read: .utcInstant),
            .init("duration_s", .duration, read: .seconds),
            .init(constant: "duo-workflow-svc", .service),
            .init("grpc_method_name", .path, read: .term),
            .init("servicer_context_code", .result, read: .term),
            .init("exception_class", .error, read: .term),
            .init("user_agent", .userAgent, read: .term),
        ] + gitlabCallerFields, identity: gitlabGatewayIdentity, envelopes: gatewayEnvelopes)
]

/// Whatever else the gateway says: keys refreshed, events tracked, prompts resolved. `type` has been on every line since 2023.
private let gitlabGatewayChatter = [
    LogFormat(
        name: gitlabGatewayName, vantage: .gateway, requires: ["logger", "message"], matches: [ValueTest("type", .equals("mlops"))],
        outcome: .notARequest, envelopes: gatewayEnvelopes)
]
