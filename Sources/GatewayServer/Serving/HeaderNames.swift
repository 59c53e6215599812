import HTTPTypes

extension HTTPField.Name {
    /// A name that is written here and valid.
    private static func known(_ name: StaticString) -> HTTPField.Name {
        guard let known = HTTPField.Name("\(name)") else { preconditionFailure("\(name) is no name of a header") }
        return known
    }

    static let apiKey = known("x-api-key")
    static let authenticationType = known("x-gitlab-authentication-type")
    static let instanceID = known("x-gitlab-instance-id")
    static let realm = known("x-gitlab-realm")
    static let globalUserID = known("x-gitlab-global-user-id")
    static let hostName = known("x-gitlab-host-name")
    static let gitlabVersion = known("x-gitlab-version")
    static let clientName = known("x-gitlab-client-name")
    static let clientVersion = known("x-gitlab-client-version")
    static let languageServerVersion = known("x-gitlab-language-server-version")
    static let requestID = known("x-request-id")
    static let correlationID = known("x-gitlab-correlation-id")
    static let traceparent = known("traceparent")
    static let cloudTrace = known("x-cloud-trace-context")
    static let cfRay = known("cf-ray")
    static let cfCountry = known("cf-ipcountry")
    static let cfAddress = known("cf-connecting-ip")
    static let forwardedFor = known("x-forwarded-for")
    static let edgeRegion = known("x-edge-selected-region")
    static let edgeSteering = known("x-edge-steering")
    static let edgeRetryOf = known("x-edge-retry-of")
    static let gatewayRegion = known("x-gateway-region")
    static let gatewayInstance = known("x-gateway-instance")
    static let gatewayAttempts = known("x-gateway-attempts")
    static let accelBuffering = known("x-accel-buffering")
    static let streamingFormat = known("x-streaming-format")
    static let retryAfterHeader = known("retry-after")
    static let anthropicVersion = known("anthropic-version")
    static let anthropicBeta = known("anthropic-beta")
}
