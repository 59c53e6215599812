extension ProviderHost {
    /// Whether a model of Bedrock is called through a profile that spans regions: then it may run elsewhere than where
    /// it was asked.
    ///
    /// A profile of one's own (`application-inference-profile`) does not say whether it spans regions, and is taken for
    /// one that does.
    /// https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html
    package static func isCrossRegionProfile(_ model: String) -> Bool {
        geography(ofProfile: model) != nil || model.contains("inference-profile")
    }

    /// What is before the vendor's name in a profile's: `eu` in `eu.anthropic.claude-...`, `global` in
    /// `global.amazon.nova-...`.
    package static func geography(ofProfile model: String) -> String? {
        let parts = (model.split(separator: "/").last ?? "").split(separator: ".").map(String.init)
        guard parts.count > 1, let first = parts.first, let second = parts.dropFirst().first else { return nil }
        return profiles.contains(first) || vendors.contains(second) ? first : nil
    }

    private static let profiles: Set<String> = ["global", "us", "us-gov", "eu", "apac", "jp", "au", "ca"]

    /// Whose models have profiles: what stands before one of these is a geography, known or new.
    private static let vendors: Set<String> = [
        "ai21", "amazon", "anthropic", "cohere", "deepseek", "google", "luma", "meta", "minimax", "mistral", "moonshotai", "nvidia",
        "openai",
        "qwen", "stability", "twelvelabs", "writer", "xai", "zai",
    ]
}
