import Foundation
import Testing
import Workbench

/// A store that programs of version 1 made of `Fixtures/stores/version-1/logs`.
struct EarlierStoreTests {
    @Test func `a store of version 1 answers as one that is made of the same logs today`() throws {
        let scratch = try Scratch()
        let (earlier, today) = (scratch.path("earlier"), scratch.path("today"))
        try FileManager.default.copyItem(atPath: Repository.path("Fixtures/stores/version-1/store"), toPath: earlier)
        let logs = ["edge", "balancer", "cloud_run", "gateway", "gitlab"].map {
            Repository.path("Fixtures/stores/version-1/logs/\($0).ndjson")
        }
        #expect(try RunProgram().run(["ingest"] + logs + ["--store", today]).status == 0)
        let ids = try logs.flatMap { try String(contentsOfFile: $0, encoding: .utf8).matches(of: Self.id).map { String($0.1) } }
        #expect(Set(ids).count > 25)
        for id in Set(ids) {
            let answers = try [earlier, today].map { try RunProgram().run(["route", id, "--json", "--store", $0]) }
            #expect(try Self.told(answers[0]) == Self.told(answers[1]), "\(id)")
            #expect(answers[0].status == answers[1].status, "\(id)")
        }
        let find = ["find", "--instance", "b088cf05-7ad7-4d5b-bdd7-53f4effcee02", "--around", "2026-09-16T03:32:24Z", "--store"]
        let found = try [earlier, today].map { try RunProgram().run(find + [$0]).output }
        #expect(found[0] == found[1] && found[0].contains("europe-west2"))
    }

    /// The requests and lines of an answer, but for where the time went and what is missing: version 1 did not keep all
    /// that these are told from.
    private static func told(_ result: ProgramResult) throws -> NSDictionary {
        let answer = try #require(try JSONSerialization.jsonObject(with: result.outputBytes) as? [String: Any])
        let routes = try #require(answer["routes"] as? [[String: Any]]).map { route in route.filter { $0.key != "why" } }
        return ["outcome": answer["outcome"] ?? "", "routes": routes, "evidence": answer["evidence"] ?? ""]
    }

    /// The ids by which a request of a line may be asked for.
    nonisolated(unsafe) private static let id = #/"(?:request_id|correlation_id|RayID)": ?"([^"]+)"/#
}
