import Places

/// What the address of a call to a model states: whose it is, where, and of which model.
///
/// A host that the table (`ProviderHost`) does not know is kept as the host alone: it may be a customer's own model, a
/// proxy, or anything.
package struct ProviderAddress: Equatable, Sendable {
    /// Lower case, without user, password and port.
    package var host: String
    /// One of our names.
    package var provider: String?
    /// The place that the address names, be it where the model runs or where it was asked (`ProviderHost.Word`). Absent
    /// where the address names none, `global`, or two that contradict each other.
    package var location: String?
    package var model: String?

    /// `nil` for what is no URL with a host.
    package init?(url: String) {
        guard url.utf8.count <= 4096, let scheme = url.firstRange(ofText: "://") else { return nil }
        let rest = url[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
        let authority = rest.prefix { $0 != "/" }
        guard let host = ProviderAddress.host(ofAuthority: authority) else { return nil }
        self.host = host
        guard let known = ProviderHost(host) else { return }
        let path = CalledPath(rest.dropFirst(authority.count))
        provider = path.provider(known)
        model = path.model(known)
        location = path.location(known)
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

/// What the path of a call adds to what its host says.
private struct CalledPath {
    private let parts: [Substring]

    init(_ path: Substring) {
        parts = path.split(separator: "/")
    }

    /// Microsoft's address for all vendors' models serves OpenAI's below a path of their own.
    /// https://learn.microsoft.com/en-us/azure/foundry/foundry-models/concepts/endpoints
    func provider(_ host: ProviderHost) -> String {
        host.provider == "azure.ai.inference" && parts.first == "openai" ? "azure.ai.openai" : host.provider
    }

    func model(_ host: ProviderHost) -> String? {
        switch host.provider {
        // `.../publishers/P/models/M:verb`
        case "gcp.vertex_ai": parts.contains("publishers") ? element(after: "models").map { String($0.prefix { $0 != ":" }) } : nil
        // `/model/M/invoke`, where M's colon may be escaped.
        case "aws.bedrock":
            element(after: "model").map { $0.split(separator: "%3A", omittingEmptySubsequences: false).joined(separator: ":") }
        default: nil
        }
    }

    func location(_ host: ProviderHost) -> String? {
        switch host.provider {
        case "gcp.vertex_ai": vertexLocation(host.place)
        case "aws.bedrock": model(host).map(ProviderHost.isCrossRegionProfile) ?? false ? nil : host.place
        default: host.place
        }
    }

    /// The host's place and the path's `locations/L` must agree where both state one; `global` states none.
    private func vertexLocation(_ ofHost: String?) -> String? {
        let stated = [ofHost, element(after: "locations").map(String.init)].compactMap { $0 }.filter { $0 != "global" }
        guard let first = stated.first, stated.allSatisfy({ $0 == first }), first.utf8.count <= 64 else { return nil }
        return first
    }

    private func element(after name: Substring) -> Substring? {
        guard let index = parts.firstIndex(of: name), index + 1 < parts.count else { return nil }
        return parts[index + 1]
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
