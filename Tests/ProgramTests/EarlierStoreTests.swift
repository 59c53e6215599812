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
            let answers = try [earlier, today].map { try RunProgram().run(["route", id, "--store", $0]) }
            #expect(answers[0].output == answers[1].output && answers[0].status == answers[1].status, "\(id)")
        }
        let find = ["find", "--instance", "b088cf05-7ad7-4d5b-bdd7-53f4effcee02", "--around", "2026-09-16T03:32:24Z", "--store"]
        let found = try [earlier, today].map { try RunProgram().run(find + [$0]).output }
        #expect(found[0] == found[1] && found[0].contains("europe-west2"))
    }

    /// The ids by which a request of a line may be asked for.
    nonisolated(unsafe) private static let id = #/"(?:request_id|correlation_id|RayID)": ?"([^"]+)"/#
}
