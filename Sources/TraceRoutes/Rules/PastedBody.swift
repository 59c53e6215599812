import LogRecords

extension Rule {
    /// A response body that the asker pasted names the region of the gateway that wrote it. A paste proves nothing.
    ///
    /// Needs a response body of code suggestions with model.region or metadata.region.
    static let pastedBody = Rule(
        .pastedBody, strongest: .inferred, rests: .restsOnPaste,
        page: "https://docs.gitlab.com/administration/gitlab_duo/gateway/")
}
