import LogRecords

extension Rule {
    /// What GitLab's gateway wrote when a call ended, or when it chose a prompt.
    ///
    /// "Request to LLM complete" and the usage line tell of a call that was made. The registry's line tells only what
    /// was resolved before any call: that is no more than an inference.
    ///
    /// Needs GitLab's gateway's line "Request to LLM complete" or its usage line.
    static let callLine = Rule(
        .callLine, strongest: .observed, rests: .restsOnPrompt,
        page: "https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist")
}
