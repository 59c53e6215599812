import LogRecords
import Testing
import TraceRendering
import TraceRoutes
import Workbench

@testable import LogIngest

/// A text that a command prints, drawn as asked.
struct SummaryCase: Sendable, CustomTestStringConvertible {
    let name: String
    let draw: @Sendable (TextStyle) -> String

    var testDescription: String { name }

    static let all = [
        SummaryCase(name: "ingest") {
            IngestText(Summaries.ingest, store: "/srv/" + Summaries.longPath, drift: Summaries.drift, style: $0).text
        },
        SummaryCase(name: "ingest-plan") { PlanText(Summaries.plan, style: $0).text },
        SummaryCase(name: "coverage") { CalendarText(Summaries.calendar, drift: Summaries.drift, style: $0).text },
        SummaryCase(name: "shards") { ShardTable(Summaries.shards, style: $0).text },
        SummaryCase(name: "prune") { PruneText(Summaries.pruned, isDryRun: false, style: $0).text },
        SummaryCase(name: "verify") { VerifyText(Summaries.verified, style: $0).text },
        SummaryCase(name: "greeting") {
            GreetingText(.shards(Summaries.shards, days: [Day(number: 20_779)]), of: "/srv/waybill", style: $0).text
        },
    ]
}

struct SummaryLayoutTests {
    @Test(arguments: SummaryCase.all) func `what a terminal of 80 columns shows is the golden file`(_ example: SummaryCase) throws {
        try Golden.expect(example.draw(TextStyle()), in: "\(example.name).txt", of: "summaries")
    }

    @Test(arguments: SummaryCase.all) func `what goes into a pipe is the golden file`(_ example: SummaryCase) throws {
        try Golden.expect(example.draw(TextStyle(fits: false)), in: "\(example.name)-pipe.txt", of: "summaries")
    }

    @Test(arguments: SummaryCase.all) func `from 60 to 200 columns only a path makes a line longer than the terminal`(
        _ example: SummaryCase
    ) {
        for width in stride(from: 60, through: 200, by: 4) {
            for line in example.draw(TextStyle(columns: width)).split(separator: "\n") {
                let holdsPath = line.contains("a-long-folder-name/a-long-folder-name/") || line.contains(" (offset ")
                #expect(terminalColumns(line) <= width || holdsPath, "\(width): \(line)")
            }
        }
    }

    @Test(arguments: SummaryCase.all) func `no path loses a part of itself at any width, and in a pipe nothing does`(
        _ example: SummaryCase
    ) {
        let piped = example.draw(TextStyle(fits: false))
        #expect(!piped.contains("…") && !piped.contains("..."))
        for width in [60, 80, 200] {
            // A path within a sentence may go on in the next line.
            let joined = example.draw(TextStyle(columns: width)).filter { !$0.isWhitespace }
            let count = { (text: String) in text.matches(of: #/a-long-folder-name.*?20261122T103000Z_ab12\.log\.gz/#).count }
            let whole = joined.components(of: Summaries.longPath)
            #expect(whole == count(joined) && whole == count(piped.filter { !$0.isWhitespace }), "\(width)")
        }
    }

    @Test(arguments: SummaryCase.all) func `nothing in a name commands the terminal`(_ example: SummaryCase) {
        #expect(!example.draw(TextStyle()).contains("\u{1B}") && !example.draw(TextStyle(fits: false)).contains("\u{1B}"))
    }

    @Test func `a progress line leaves out at its end what does not fit`() {
        let progress = IngestProgress(
            bytesRead: 12_300_000, bytesTotal: 98_000_000, lines: 120_000, shardsDone: 3, shardsTotal: 29, seconds: 2)
        #expect(
            ProgressText.line(progress, width: 80) == "12.3 MB of 98.0 MB, 12%, 3 of 29 shards, 60,000 lines/s, 14 s left")
        #expect(ProgressText.line(progress, width: 40) == "12.3 MB of 98.0 MB, 12%, 3 of 29 shards")
        #expect(ProgressText.line(progress, width: 10) == "")
    }
}

extension String {
    /// How often another text stands in it.
    fileprivate func components(of text: String) -> Int {
        var (count, rest) = (0, self[...])
        while let found = rest.firstRange(of: text) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }
}
