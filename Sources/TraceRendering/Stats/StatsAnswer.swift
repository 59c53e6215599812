package import LogRecords
package import TraceRoutes

/// What was counted, and on what it rests. Its values are of stored requests, which are masked.
package struct StatsAnswer: Sendable {
    package var dimensions: [StatsDimension]
    package var counts: RequestCounts
    /// The same of an earlier time.
    package var compared: RequestCounts?
    package var comparedBasis: ReportBasis?
    package var basis: ReportBasis
    package var range: TimeRange?

    package init(dimensions: [StatsDimension], counts: RequestCounts, basis: ReportBasis, range: TimeRange?) {
        (self.dimensions, self.counts, self.basis, self.range) = (dimensions, counts, basis, range)
    }

    /// The groups, those with most requests first; of a time in its order.
    var rows: [StatsRow] {
        let names = Set(counts.groups.keys).union(compared.map { $0.groups.keys.map(\.self) } ?? [])
        let rows = names.map { name in
            StatsRow(
                group: name, measures: counts.groups[name] ?? RequestMeasures(), of: counts.total.requests,
                earlier: compared.map { $0.groups[name]?.requests ?? 0 })
        }
        let time = dimensions.firstIndex { $0.isTime }
        return rows.sorted { left, right in
            if let time, left.group[time] != right.group[time] { return left.group[time] ?? "~" < right.group[time] ?? "~" }
            if left.measures.requests != right.measures.requests { return left.measures.requests > right.measures.requests }
            return left.group.map { $0 ?? "~" }.lexicographicallyPrecedes(right.group.map { $0 ?? "~" })
        }
    }
}

/// One group of a report.
struct StatsRow: Sendable {
    var group: [String?]
    var measures: RequestMeasures
    /// All requests of the report.
    var of: Int
    /// Requests of the same group at an earlier time.
    var earlier: Int?

    /// In hundredths of a percent.
    private var share: Int { of == 0 ? 0 : (measures.requests * 10_000 + of / 2) / of }

    /// `12.3 %`
    var percent: String { "\((share + 5) / 100).\((share + 5) / 10 % 10) %" }

    /// The columns of every format, as `trace-stats.1` documents them.
    static func columns(of answer: StatsAnswer) -> [ExportColumn<StatsRow>] {
        let names = answer.dimensions.enumerated().map { place, dimension in
            ExportColumn<StatsRow>(dimension.column) { .text($0.group[place]) }
        }
        let earlier: [ExportColumn<StatsRow>] =
            answer.compared == nil ? [] : [ExportColumn("requests_before") { .count($0.earlier) }]
        return names + [ExportColumn("requests") { .count($0.measures.requests) }] + earlier + measures
    }

    private static let measures: [ExportColumn<StatsRow>] = [
        ExportColumn("share") { .number(Double($0.share) / 10_000) },
        ExportColumn("failed") { .count($0.measures.failed) },
        ExportColumn("rerouted") { .count($0.measures.rerouted) },
        ExportColumn("retried") { .count($0.measures.retried) },
        ExportColumn("p50_ms") { .duration($0.measures.durations.percentile(perMille: 500)) },
        ExportColumn("p95_ms") { .duration($0.measures.durations.percentile(perMille: 950)) },
        ExportColumn("p99_ms") { .duration($0.measures.durations.percentile(perMille: 990)) },
        ExportColumn("max_ms") { .duration($0.measures.durations.longest) },
        ExportColumn("first_token_p50_ms") { .duration($0.measures.firstTokens.percentile(perMille: 500)) },
        ExportColumn("input_tokens") { .whole($0.measures.inputTokens) },
        ExportColumn("output_tokens") { .whole($0.measures.outputTokens) },
    ]
}
