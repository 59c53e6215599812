import LogRecords
import Places

extension Rule {
    /// The address that a gateway called names the provider and, for regional endpoints, the place.
    ///
    /// The table of hosts says of which vendors the place that was asked is where the model runs; elsewhere it is an inference.
    static let callAddress = Rule(
        "call-address", strongest: .observed, needs: "GitLab's gateway's line \"Request to LLM\", with request_url",
        rests: "the address names the place that was asked",
        page: "https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations")

    /// Adds what the host alone states to a call whose line was read when the table did not know the host.
    static func completed(_ attempt: Attempt) -> Attempt {
        guard attempt.provider == nil || attempt.location == nil, let host = attempt.endpointHost.flatMap(ProviderHost.init) else {
            return attempt
        }
        var attempt = attempt
        attempt.provider = attempt.provider ?? host.provider
        // The path of these may say another place than the host.
        let hasPlaceInPath = host.provider == "gcp.vertex_ai" || host.provider == "aws.bedrock"
        if !hasPlaceInPath { attempt.location = attempt.location ?? host.place }
        return attempt
    }

    /// Whether the model ran elsewhere than where it was asked, or nobody can say: then the address gives no place.
    static func leavesPlaceOpen(_ call: CallFacts) -> Bool {
        call.attempt.provider == "aws.bedrock" && call.calledModel.map(ProviderHost.isCrossRegionProfile) ?? false
    }

    /// Why the place that an address names is no more than likely; `nil` where the vendor states that the model runs there.
    static func whyPlaceIsLikely(_ call: CallFacts) -> String? {
        guard let place = call.attempt.location, let name = call.attempt.endpointHost, let host = ProviderHost(name) else {
            return nil
        }
        if host.word == .asked {
            return "\(place.escaped(limit: 60)) was asked" + (host.reason.map { "; \($0)" } ?? "")
        }
        // `openai.gpt-oss-120b`: without a vendor's name nobody knows whether a profile was called.
        guard host.provider == "aws.bedrock", name.hasPrefix("bedrock-runtime"), !(call.calledModel?.contains(".") ?? false) else {
            return nil
        }
        return "\(place.escaped(limit: 60)) was asked; a profile that spans regions may have run the model elsewhere"
    }

    /// Why an address gives no location, for a person.
    static func whyNoLocation(_ call: CallFacts) -> String {
        guard let name = call.attempt.endpointHost else { return "the call's address is not known" }
        let host = ProviderHost(name)
        if host?.provider == "aws.bedrock", let place = host?.place {
            return whyNoPlace(ofProfile: call.calledModel ?? "", at: place)
        }
        switch (host?.word, host?.reason) {
        case (.unknowable?, let reason?): return reason
        case (_, let reason?): return "\(name.escaped(limit: 100)) names no place: \(reason)"
        default: return "\(name.escaped(limit: 100)) names no place"
        }
    }

    private static func whyNoPlace(ofProfile model: String, at place: String) -> String {
        switch ProviderHost.geography(ofProfile: model) {
        case nil: "\(place) was asked through an inference profile, which may span regions"
        case "global"?: "\(place) was asked through a global inference profile: AWS chooses among all its regions"
        case let geography?:
            "\(place) was asked through an inference profile: AWS chooses among the regions of \(geography.escaped(limit: 20))"
        }
    }
}
