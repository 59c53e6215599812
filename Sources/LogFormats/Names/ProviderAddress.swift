/// What the address of a call to a model states: whose it is, where, and of which model.
///
/// A host that the table does not know is kept as the host alone: it may be a customer's own model, a proxy, or anything.
package struct ProviderAddress: Equatable, Sendable {
    /// Lower case, without user, password and port.
    package var host: String
    /// One of our names.
    package var provider: String?
    /// Absent where the address names no place, `global`, or two places that contradict each other.
    package var location: String?
    package var model: String?

    /// `nil` for what is no URL with a host.
    package init?(url: String) {
        guard url.utf8.count <= 4096, let scheme = url.firstRange(ofText: "://") else { return nil }
        let rest = url[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
        let authority = rest.prefix { $0 != "/" }
        guard let host = ProviderAddress.host(ofAuthority: authority) else { return nil }
        self.host = host
        let labels = host.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let rule = AddressRule.all.first(where: { $0.matches(labels) }) else { return }
        let path = rest.dropFirst(authority.count).split(separator: "/").map(String.init)
        provider = rule.provider
        model = rule.model(path)
        location = rule.location(labels, path)
    }

    private static func host(ofAuthority authority: Substring) -> String? {
        let afterUser = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        guard !afterUser.isEmpty else { return nil }
        if afterUser.first == "[" {
            guard let end = afterUser.firstIndex(of: "]") else { return nil }
            return afterUser[...end].lowercased()
        }
        let host = afterUser.prefix { $0 != ":" }.lowercased()
        return host.isEmpty ? nil : host
    }
}

/// Whose address a host is, and where in host and path the place and the model stand.
private struct AddressRule {
    var provider: String
    /// The host's labels; `*` stands for any one label.
    var host: [String]
    var location: @Sendable (_ labels: [String], _ path: [String]) -> String? = { _, _ in nil }
    var model: @Sendable (_ path: [String]) -> String? = { _ in nil }
    /// The first label must end in this, where it is `*`.
    var firstLabelSuffix = ""

    func matches(_ labels: [String]) -> Bool {
        guard labels.count == host.count else { return false }
        let firstFits = firstLabelSuffix.isEmpty || labels.first.map { $0.hasSuffix(firstLabelSuffix) } ?? false
        return firstFits && zip(labels, host).allSatisfy { $1 == "*" ? !$0.isEmpty : $0 == $1 }
    }

    static let all: [AddressRule] = [
        // https://cloud.google.com/vertex-ai/docs/reference/rest#rest_endpoints
        AddressRule(
            provider: "gcp.vertex_ai", host: ["aiplatform", "googleapis", "com"], location: { vertexLocation(nil, $1) },
            model: vertexModel),
        AddressRule(
            provider: "gcp.vertex_ai", host: ["*", "googleapis", "com"],
            location: { vertexLocation($0.first.map { String($0.dropLast("-aiplatform".count)) }, $1) }, model: vertexModel,
            firstLabelSuffix: "-aiplatform"),
        AddressRule(
            provider: "gcp.vertex_ai", host: ["aiplatform", "*", "rep", "googleapis", "com"],
            location: { vertexLocation($0[1], $1) },
            model: vertexModel),
        AddressRule(provider: "gcp.gemini", host: ["generativelanguage", "googleapis", "com"]),
        AddressRule(provider: "anthropic", host: ["api", "anthropic", "com"]),
        AddressRule(provider: "openai", host: ["api", "openai", "com"]),
        AddressRule(provider: "azure.ai.openai", host: ["*", "openai", "azure", "com"]),
        AddressRule(provider: "mistral_ai", host: ["api", "mistral", "ai"]),
        AddressRule(provider: "mistral_ai", host: ["codestral", "mistral", "ai"]),
        // https://docs.aws.amazon.com/general/latest/gr/bedrock.html
        AddressRule(
            provider: "aws.bedrock", host: ["bedrock-runtime", "*", "amazonaws", "com"], location: bedrockLocation,
            model: bedrockModel),
        AddressRule(
            provider: "aws.bedrock", host: ["bedrock-runtime-fips", "*", "amazonaws", "com"], location: bedrockLocation,
            model: bedrockModel),
        // A deployment of its own names its data centre; the common address names none.
        AddressRule(provider: "fireworks_ai", host: ["api", "fireworks", "ai"]),
        AddressRule(provider: "fireworks_ai", host: ["*", "*", "direct", "fireworks", "ai"], location: { labels, _ in labels[1] }),
        AddressRule(
            provider: "amazon_q", host: ["*", "prod", "integration", "qdev", "ai", "aws", "dev"],
            location: { labels, _ in labels[0] }),
        AddressRule(provider: "amazon_q", host: ["q", "*", "amazonaws", "com"], location: { labels, _ in labels[1] }),
    ]

    /// The host's place and the path's `locations/L` must agree where both state one; `global` states none.
    private static func vertexLocation(_ ofHost: String?, _ path: [String]) -> String? {
        let stated = [ofHost, element(after: "locations", in: path)].compactMap { $0 }.filter { $0 != "global" }
        guard let first = stated.first, stated.allSatisfy({ $0 == first }), first.utf8.count <= 64 else { return nil }
        return first
    }

    /// `.../publishers/P/models/M:verb`
    private static func vertexModel(_ path: [String]) -> String? {
        guard path.contains("publishers") else { return nil }
        return element(after: "models", in: path).map { String($0.prefix { $0 != ":" }) }
    }

    /// A cross-region inference profile (`us.anthropic...`) may be served elsewhere than where it was asked.
    /// https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html
    private static func bedrockLocation(_ labels: [String], _ path: [String]) -> String? {
        let profile = bedrockModel(path)?.prefix { $0 != "." }
        let isCrossRegion = profile.map { ["global", "us", "us-gov", "eu", "apac", "jp", "au", "ca"].contains($0) } ?? true
        return isCrossRegion ? nil : labels[1]
    }

    /// `/model/M/invoke`, where M's colon may be escaped.
    private static func bedrockModel(_ path: [String]) -> String? {
        element(after: "model", in: path).map {
            $0.split(separator: "%3A", omittingEmptySubsequences: false).joined(separator: ":")
        }
    }

    private static func element(after name: String, in path: [String]) -> String? {
        guard let index = path.firstIndex(of: name), index + 1 < path.count else { return nil }
        return path[index + 1]
    }
}

extension String {
    /// The first place of a short text. (Foundation's `range(of:)` is not wanted here.)
    fileprivate func firstRange(ofText text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text), let end = index(start, offsetBy: text.count, limitedBy: endIndex) {
                return start..<end
            }
            start = index(after: start)
        }
        return nil
    }
}
