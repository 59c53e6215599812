package import HTTPTypes

extension HTTPField.Name {
    /// A name that is written here and valid.
    private static func known(_ name: StaticString) -> HTTPField.Name {
        guard let known = HTTPField.Name("\(name)") else { preconditionFailure("\(name) is no name of a header") }
        return known
    }

    package static let apiKey = known("x-api-key")
    package static let authenticationType = known("x-gitlab-authentication-type")
    package static let instanceID = known("x-gitlab-instance-id")
    package static let realm = known("x-gitlab-realm")
    package static let globalUserID = known("x-gitlab-global-user-id")
    package static let hostName = known("x-gitlab-host-name")
    package static let gitlabVersion = known("x-gitlab-version")
    package static let namespaceID = known("x-gitlab-namespace-id")
    package static let rootNamespaceID = known("x-gitlab-root-namespace-id")
    package static let projectID = known("x-gitlab-project-id")
    package static let clientName = known("x-gitlab-client-name")
    package static let clientVersion = known("x-gitlab-client-version")
    package static let languageServerVersion = known("x-gitlab-language-server-version")
    package static let requestID = known("x-request-id")
    package static let correlationID = known("x-gitlab-correlation-id")
    package static let cloudTrace = known("x-cloud-trace-context")
    package static let cfRay = known("cf-ray")
    package static let cfCountry = known("cf-ipcountry")
    package static let cfAddress = known("cf-connecting-ip")
    package static let cdnLoop = known("cdn-loop")
    package static let forwardedFor = known("x-forwarded-for")
    package static let edgeRegion = known("x-edge-selected-region")
    package static let edgeSteering = known("x-edge-steering")
    package static let edgeRetryOf = known("x-edge-retry-of")
    package static let edgeReroutedFrom = known("x-edge-rerouted-from")
    package static let edgeRerouteReason = known("x-edge-reroute-reason")
    package static let gatewayRegion = known("x-gateway-region")
    package static let gatewayInstance = known("x-gateway-instance")
    package static let gatewayAttempts = known("x-gateway-attempts")
    package static let accelBuffering = known("x-accel-buffering")
    package static let streamingFormat = known("x-streaming-format")
    package static let retryAfterHeader = known("retry-after")
    package static let anthropicVersion = known("anthropic-version")
    package static let anthropicBeta = known("anthropic-beta")
}
