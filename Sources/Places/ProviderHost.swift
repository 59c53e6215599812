/// What the name of a host says at which models are called: whose it is, and where the model runs.
///
/// One table, `Tables/provider-hosts.tsv`, for reading log lines, for the gateway's own records and for the words of an
/// answer. A line of it has the host, the provider's name, what the host says of the place, the vendor's words on it,
/// and the vendor's page. In a host `*` is any one label, and braces are around the place: `{us,eu}` one of these,
/// `{aws}` and `{azure}` a region of that cloud, `{any}` a word.
package struct ProviderHost: Equatable, Sendable {
    /// What a host says of the place where the model runs.
    package enum Word: String, Sendable {
        /// The host names a place, and the vendor states that the model runs there.
        case runs
        /// The host names the place that was asked; the vendor may run the model elsewhere.
        case asked
        /// Nothing.
        case nothing
        /// The vendor itself states that the place cannot be known.
        case unknowable
    }

    /// As in `gen_ai.provider.name`. https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/
    package var provider: String
    /// What the host names; `nil` for a host that names no place.
    package var place: String?
    package var word: Word
    /// What the vendor states, where that is more than the host's name.
    package var reason: String?
    /// The vendor's page.
    package var page: String

    /// Longer names are no host names. https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
    private static let longest = 253

    /// `nil` for a host that is in no row. `host` is in lower case; a port, and the dot of a whole name, are no matter.
    package init?(_ host: String) {
        guard host.utf8.count <= Self.longest else { return nil }
        let address = host.prefix { $0 != ":" }
        let name = address.hasSuffix(".") ? address.dropLast() : address
        guard let rows = HostRows.byEnd[String(HostRows.end(of: name))] else { return nil }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        for row in rows.all {
            guard let place = row.place(in: labels) else { continue }
            self.init(
                provider: row.provider, place: place.isEmpty ? nil : place, word: row.word, reason: row.reason, page: row.page)
            return
        }
        return nil
    }

    private init(provider: String, place: String?, word: Word, reason: String?, page: String) {
        (self.provider, self.place, self.word, self.reason, self.page) = (provider, place, word, reason, page)
    }

    /// Every row's host, provider and page as the table writes them.
    package static var table: [(host: String, provider: String, page: String)] {
        HostRows.byEnd.values.flatMap(\.all).map { ($0.host, $0.provider, $0.page) }
    }
}
