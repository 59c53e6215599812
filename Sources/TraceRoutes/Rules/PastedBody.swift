extension Rule {
    /// A response body that the asker pasted names the region of the gateway that wrote it. A paste proves nothing.
    static let pastedBody = Rule(
        "pasted-body", strongest: .inferred, needs: "a response body of code suggestions with model.region or metadata.region",
        rests: "the pasted response body names it; no line confirms a paste",
        page: "https://docs.gitlab.com/administration/gitlab_duo/gateway/")
}
