import LogRecords

extension Rule {
    /// Until 2026 the access line of GitLab's gateway named the engine and the model that had answered.
    ///
    /// Needs an access line of GitLab's gateway with model_engine and model_name.
    static let accessLineModel = Rule(
        .accessLineModel, strongest: .observed,
        page: "https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist")
}
