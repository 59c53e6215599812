import LogRecords

/// The lines that GitLab's gateway writes around a call to a model, each a record with the one attempt that it speaks
/// of.
///
/// None tells the whole: the address is on the first, success on the second, the provider's name on the third. `result`
/// says which line it was; how they combine is no matter of a table.
/// https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist/-/blob/main/ai_gateway/models/base.py
/// https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist/-/blob/main/ai_gateway/instrumentators/model_requests.py
let gitlabGatewayCalls: [LogFormat] = callLines + callLines.map { $0.underEvent }

private let callLines: [LogFormat] = [
    callLine(
        "request", message: "Request to LLM", requires: ["request_url"],
        fields: [
            .init("timestamp", .started, read: .utcInstant),
            .init("timestamp", attempt: .started, read: .utcInstant),
            .init("request_url", attempt: .endpointHost, read: .callAddress),
        ]),
    callLine("complete", message: "Request to LLM complete", fields: completeFields),
    callLine("usage", message: "LLM call finished with token usage", fields: usageFields),
    callLine(
        "registry", message: "Returning prompt from the registry", anyOf: ["model_class_provider", "model_identifier"],
        fields: [
            .init("timestamp", .started, read: .utcInstant),
            .init("model_class_provider", attempt: .provider, read: .providerTerm),
            .init("model_identifier", attempt: .model, read: .modelIdentifier),
        ]),
    callLine("retry", message: "Retrying LLM invocation after failure", fields: failedFields("retry_same")),
    callLine("exhausted", message: "LLM invocation retries exhausted", fields: failedFields("exhausted")),
    exceptionLine,
]

private func callLine(
    _ kind: String, message: String, requires: [KeyPath] = [], anyOf: [KeyPath] = [], fields: [FieldMapping]
) -> LogFormat {
    LogFormat(
        name: gitlabGatewayName, vantage: .provider, requires: ["logger", "message"] + requires, anyOf: anyOf,
        matches: [ValueTest("message", .equals(message))],
        fields: [.init(constant: kind, .result)] + fields + gitlabCallerFields, identity: gitlabGatewayIdentity,
        envelopes: gatewayEnvelopes, lineKind: kind)
}

/// `model_engine` is a provider on the older path and the name of a library's class on the newer one; only providers
/// are taken.
private let modelFields: [FieldMapping] = [
    .init("model_provider", attempt: .provider, read: .providerTerm),
    .init("model_engine", attempt: .provider, read: .providerTerm),
    .init("model_name", attempt: .model, read: .modelIdentifier),
]

private let completeFields: [FieldMapping] =
    modelFields + [
        .init("timestamp", .ended, read: .utcInstant),
        .init("duration_s", .duration, read: .seconds),
        .init("duration_s", attempt: .duration, read: .seconds),
        .init("error", attempt: .served, read: .flagOfNo),
        FieldMapping("error_type", attempt: .errorClass, read: .term).when("error_type", .isNoneOf(["none"])),
    ]

private let usageFields: [FieldMapping] =
    modelFields + [
        .init("timestamp", .ended, read: .utcInstant),
        .init("input_tokens", .inputTokens, read: .integer),
        .init("output_tokens", .outputTokens, read: .integer),
        .init("input_tokens", attempt: .inputTokens, read: .integer),
        .init("output_tokens", attempt: .outputTokens, read: .integer),
    ]

private func failedFields(_ next: String) -> [FieldMapping] {
    modelFields + [
        .init("timestamp", .ended, read: .utcInstant),
        .init("attempt", attempt: .number, read: .integer),
        .init("exception_class", attempt: .errorClass, read: .term),
        .init("error_type", attempt: .errorClass, read: .term),
        .init(constant: next, attempt: .nextAction),
        .init(constant: "false", attempt: .served),
    ]
}

/// An exception that names its model came from a call to it; one that does not is told by the access line as well.
private let exceptionLine = LogFormat(
    name: gitlabGatewayName, vantage: .provider, requires: ["logger", "message"],
    anyOf: ["extra.model_engine", "extra.model_name"],
    matches: [ValueTest("logger", .equals("exceptions"))],
    fields: [
        .init(constant: "exception", .result),
        .init("timestamp", .ended, read: .utcInstant),
        .init("exception_class", .error, read: .term),
        .init("extra.model_engine", attempt: .provider, read: .providerTerm),
        .init("extra.model_name", attempt: .model, read: .modelIdentifier),
        .init("exception_class", attempt: .errorClass, read: .term),
        .init("status_code", attempt: .status, read: .integer),
        .init(constant: "false", attempt: .served),
    ] + gitlabCallerFields, identity: gitlabGatewayIdentity, envelopes: gatewayEnvelopes, lineKind: "exception")
