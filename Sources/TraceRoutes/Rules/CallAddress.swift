import LogRecords

extension Rule {
    /// The address that a gateway called names the provider and, for regional endpoints, the place.
    static let callAddress = Rule(
        "call-address", strongest: .observed, needs: "GitLab's gateway's line \"Request to LLM\", with request_url",
        page: "https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations")

    /// Why an address gives no location, for a person.
    static func whyNoLocation(_ attempt: Attempt) -> String {
        guard let host = attempt.endpointHost else { return "the call's address is not known" }
        if host == "aiplatform.googleapis.com" { return "aiplatform.googleapis.com is Google's global endpoint" }
        return "\(host.escaped(limit: 100)) names no place"
    }
}
