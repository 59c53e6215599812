/// A model at a provider, and how each of the logs names it.
struct ModelTarget: Sendable {
    /// As `gen_ai.provider.name` has it.
    var provider: String
    var model: String
    /// Where the call's own address says that the model runs; `nil` where the address names no place.
    var location: String?
    var host: String
    /// The address that GitLab's gateway logs; `nil` for clients that it does not watch.
    var url: String?
    /// GitLab's `model_engine`.
    var engine: String
    /// Whether `engine` names the provider: `litellm-completion` does not.
    var engineNamesProvider: Bool
    /// GitLab's `model_provider` on the usage line.
    var vendorWord: String

    /// Whether the call's address also names the model (Google's does).
    var urlNamesModel: Bool { host.hasSuffix("aiplatform.googleapis.com") }

    static func anthropic(_ model: String) -> ModelTarget {
        ModelTarget(
            provider: "anthropic", model: model, location: nil, host: "api.anthropic.com",
            url: "https://api.anthropic.com/v1/messages",
            engine: "anthropic", engineNamesProvider: true, vendorWord: "anthropic")
    }

    static func openAI(_ model: String) -> ModelTarget {
        ModelTarget(
            provider: "openai", model: model, location: nil, host: "api.openai.com",
            url: "https://api.openai.com/v1/chat/completions",
            engine: "litellm-completion", engineNamesProvider: false, vendorWord: "openai")
    }

    static func fireworks(_ model: String) -> ModelTarget {
        ModelTarget(
            provider: "fireworks_ai", model: model, location: nil, host: "api.fireworks.ai",
            url: "https://api.fireworks.ai/inference/v1/completions", engine: "fireworks_ai", engineNamesProvider: true,
            vendorWord: "fireworks_ai")
    }

    /// Google's Vertex AI in a region, or at its global address, which names no place.
    /// https://docs.cloud.google.com/vertex-ai/docs/general/locations
    static func vertex(_ model: String, publisher: String, region: String?) -> ModelTarget {
        let host = region.map { "\($0)-aiplatform.googleapis.com" } ?? "aiplatform.googleapis.com"
        let place = region ?? "global"
        return ModelTarget(
            provider: "gcp.vertex_ai", model: model, location: region, host: host,
            url: "https://\(host)/v1/projects/p/locations/\(place)/publishers/\(publisher)/models/\(model):rawPredict",
            engine: "vertex-ai", engineNamesProvider: true, vendorWord: "vertex_ai")
    }

    /// A model that the customer runs, behind our own gateway only.
    static func selfHosted(_ model: String) -> ModelTarget {
        ModelTarget(
            provider: "self_hosted", model: model, location: nil, host: "models.internal.example", url: nil,
            engine: "litellm-completion", engineNamesProvider: false, vendorWord: "custom_openai")
    }

    /// Codestral runs where the gateway's continent sends it; gateways in Asia use another provider and an older model.
    static func codestral(gatewayRegion: String) -> ModelTarget {
        if gatewayRegion.hasPrefix("asia-") { return .fireworks("codestral-2501") }
        let region = gatewayRegion.hasPrefix("europe-") ? "europe-west4" : "us-central1"
        return .vertex("codestral-2508", publisher: "mistralai", region: region)
    }
}
