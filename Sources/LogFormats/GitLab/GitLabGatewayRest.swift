import LogRecords

package let gitlabFormats: [LogFormat] =
    gitlabGatewayAccess + gitlabGatewayCalls + gitlabWorkflows + gitlabGatewayChatter + gitlabWorkflowChatter + gitlabRails

/// Whatever else the gateway says: keys refreshed, events tracked, prompts resolved. `type` has been on every line
/// since 2023.
private let gitlabGatewayChatter = [
    LogFormat(
        name: gitlabGatewayName, vantage: .gateway, requires: ["logger", "message"], matches: [ValueTest("type", .equals("mlops"))],
        outcome: .notARequest, envelopes: gatewayEnvelopes)
]
