extension Rule {
    /// What GitLab's gateway wrote when a call ended, or when it chose a prompt.
    ///
    /// "Request to LLM complete" and the usage line tell of a call that was made. The registry's line tells only what was resolved before
    /// any call: that is no more than an inference.
    static let callLine = Rule(
        "call-line", strongest: .observed, needs: "GitLab's gateway's line \"Request to LLM complete\" or its usage line",
        rests: "the prompt that was chosen before any call names it, and no line of a call does",
        page: "https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist")
}
