import LogRecords
import Places

extension Rule {
    /// The address that a gateway called names the provider and, for regional endpoints, the place.
    ///
    /// The table of hosts says of which vendors the place that was asked is where the model runs; elsewhere it is an
    /// inference.
    ///
    /// Needs GitLab's gateway's line "Request to LLM", with request_url.
    static let callAddress = Rule(
        .callAddress, strongest: .observed, rests: .restsOnAddress,
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

    /// Why the place that an address names is no more than likely; `nil` where the vendor states that the model runs
    /// there.
    static func whyPlaceIsLikely(_ call: CallFacts) -> Detail? {
        guard let place = call.attempt.location, let name = call.attempt.endpointHost, let host = ProviderHost(name) else {
            return nil
        }
        if host.word == .asked {
            return .placeWasAsked(place: place, reason: host.reason)
        }
        // `openai.gpt-oss-120b`: without a vendor's name nobody knows whether a profile was called.
        guard host.provider == "aws.bedrock", name.hasPrefix("bedrock-runtime"), !(call.calledModel?.contains(".") ?? false) else {
            return nil
        }
        return .perhapsProfile(place: place)
    }

    /// Why an address gives no location.
    static func whyNoLocation(_ call: CallFacts) -> Detail {
        guard let name = call.attempt.endpointHost else { return .addressUnknown }
        let host = ProviderHost(name)
        if host?.provider == "aws.bedrock", let place = host?.place {
            return .profileSpansRegions(place: place, geography: ProviderHost.geography(ofProfile: call.calledModel ?? ""))
        }
        if host?.word == .unknowable, let reason = host?.reason { return .vendorTellsNobody(reason: reason) }
        return .hostNamesNoPlace(host: name, reason: host?.reason)
    }
}
