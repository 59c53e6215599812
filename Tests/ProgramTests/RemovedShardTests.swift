import Foundation
import Testing
import Workbench

/// Takes shards away from a whole corpus, and asks for all ids whose lines were in them: none may be called absent and
/// complete.
///
/// `WAYBILL_SOAK` takes every shard away that has a line, one at a time.
struct RemovedShardTests {
    private static let isLong = ProcessInfo.processInfo.environment["WAYBILL_SOAK"] != nil

    @Test func `in a whole corpus of which everything is declared nearly every id that is in no line is absent and complete`()
        throws
    {
        // So many that no hour of any log is quiet.
        let bench = try Removals(requests: 1500)
        let store = try bench.load(bench.shards)
        var random = SystemRandomNumberGenerator()
        // Behind the last three hours Google's addenda may still come.
        let ids = (0..<200).map { number -> String in
            let time = Removals.begins + Double(number) / 200 * (24 - 3.2) * 3600 + 300
            return number % 5 == 0 ? UUID().uuidString.lowercased() : Removals.version7(at: time, &random)
        }
        let answers = try bench.ask(ids, store)
        let complete = answers.count { $0.outcome == "not_found" && $0.coverage.complete }
        print("whole: \(complete) of \(ids.count) ids that are in no line are absent and complete")
        #expect(Double(complete) >= 0.99 * Double(ids.count))
        #expect(try bench.coverage(store) == 0)
    }

    @Test func `with a shard, a tail or a region taken away no id of it is absent and complete, and no list is whole`() throws {
        let bench = try Removals(requests: 400)
        var table = RemovalTable()
        for removal in Self.isLong ? bench.all : bench.some {
            let store = try bench.load(bench.shards.subtracting(removal.gone), cut: removal.cut)
            table.add(removal, try bench.ask(bench.ids(of: removal), store), try bench.finds(of: removal, store))
        }
        print(table.text)
        #expect(table.complaints.isEmpty, "\(table.complaints.joined(separator: "\n"))")
        #expect(table.asked > 300)
    }
}
