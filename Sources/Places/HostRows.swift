/// The lines of the table of hosts that end in the same two labels, which every line spells out.
///
/// They are taken apart when a host with that end is asked for: an answer knows one host, and the whole table would
/// take longer than finding the request.
struct HostRows: Sendable {
    /// All lines by their hosts' last two labels.
    static let byEnd = Dictionary(grouping: Places.lines(PackageResources.provider_hosts_tsv)) { line in
        String(end(of: Substring(String(decoding: line.prefix { $0 != UInt8(ascii: "\t") }, as: UTF8.self))))
    }.mapValues { HostRows(lines: $0) }

    fileprivate let lines: [ArraySlice<UInt8>]

    /// In the order of the table: a row that says more comes before one that says less.
    var all: [HostRow] { lines.map { HostRow(Places.cells($0)) } }

    /// `openai.com` of `eu.api.openai.com`; all of a host with fewer labels.
    static func end(of host: Substring) -> Substring {
        let bytes = host.utf8
        guard let last = bytes.lastIndex(of: UInt8(ascii: ".")), let dot = bytes[..<last].lastIndex(of: UInt8(ascii: ".")) else {
            return host
        }
        return host[bytes.index(after: dot)...]
    }
}

/// A line of the table of hosts.
struct HostRow: Sendable {
    var host: String
    private var labels: [HostLabel]
    var provider: String
    var word: ProviderHost.Word
    var reason: String?
    var page: String

    init(_ cells: [String]) {
        guard cells.count == 5, let word = ProviderHost.Word(rawValue: cells[2]) else {
            preconditionFailure("provider-hosts.tsv: \(cells)")
        }
        host = cells[0]
        labels = host.split(separator: ".").map(HostLabel.init)
        (provider, self.word, reason, page) = (cells[1], word, cells[3].isEmpty ? nil : cells[3], cells[4])
    }

    /// The place that a host of this row names: empty where the row has none, `nil` where the host is not of this row.
    func place(in host: [Substring]) -> String? {
        guard host.count == labels.count else { return nil }
        var place = ""
        for (label, text) in zip(labels, host) {
            guard let named = label.place(in: text) else { return nil }
            if !named.isEmpty { place = String(named) }
        }
        return place
    }
}
