package import LogIngest
import LogRecords

/// What a load would read, the first shards by name.
package struct PlanText {
    private static let mostShown = 20

    package let text: String

    package init(_ plan: IngestPlan, style: TextStyle = TextStyle()) {
        var page = Page(style: style)
        let shards = plan.before.shards
        let label = { (word: String) in word.padded(to: IngestText.label) }
        page.flow(
            [
                "\(shards.found) found: \(plan.known) known", "\(shards.skipped) skipped", "\(shards.leftOut) left out",
                "\(shards.failed) failed",
            ], gap: ", ", first: label("shards"))
        page.line(
            label("to read") + "\(Words.count(plan.toRead.count, "shard")), \(ByteText.short(plan.bytes)) on disk")
        for name in plan.toRead.prefix(Self.mostShown) { page.line(label("") + name.printable(limit: Longest.path)) }
        if plan.toRead.count > Self.mostShown {
            page.line(label("") + "and \(plan.toRead.count - Self.mostShown) more; --json lists them")
        }
        page.line("Nothing was read or written.")
        text = page.text
    }
}
