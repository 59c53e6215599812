package import LogRecords

/// What was pruned, or would be: a line a day, then what went and what stays.
package struct PruneText {
    private static let label = 10

    package let text: String

    package init(_ report: PruneReport, isDryRun: Bool, style: TextStyle = TextStyle()) {
        var page = Page(style: style)
        for day in report.days {
            page.line(
                "\(day.day)".padded(to: 12) + grouped(day.rows).rightAligned(to: 13) + " \(Words.form(day.rows, "row ", "rows"))  "
                    + ByteText.short(day.bytes).rightAligned(to: 9))
        }
        page.paragraph(Self.gone(report), first: (isDryRun ? "would go" : "pruned").padded(to: Self.label))
        page.paragraph(
            "\(Words.count(report.keptDays, "day")), \(ByteText.short(report.keptBytes))",
            first: "kept".padded(to: Self.label))
        if report.undatedRows > 0 {
            page.paragraph(
                "of which \(Words.count(report.undatedRows, "row")) without a day: no age, so they stay",
                first: "".padded(to: Self.label))
        }
        text = page.text
    }

    private static func gone(_ report: PruneReport) -> String {
        guard !report.days.isEmpty else { return "nothing" }
        let bytes = report.days.reduce(Int64(0)) { saturatingSum($0, $1.bytes) }
        return "\(Words.count(report.days.count, "day")), \(ByteText.short(bytes)); "
            + "\(Words.count(report.expiredShards, "shard")) with no row left"
    }
}
