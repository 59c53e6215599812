import Foundation
import GRDB
import Testing
import Workbench

/// A store of the first programs, with shards of every source, copies and continuations, is sealed by what its shards
/// say.
struct SealTests {
    private func trace(_ words: String...) throws -> BuiltProgram.Result { try BuiltProgram.run(words) }

    private func makeStore(in place: Scratch) throws -> (store: String, night: String) {
        let night = try NightOfLogs.shared.get()
        let store = place.path("store")
        for logs in [night.evening, night.night] {
            let load = try trace("ingest", "--store", store, logs)
            try #require(load.status == 0, "\(load.errors)")
        }
        try makeFirstVersion(of: store)
        return (store, night.night)
    }

    @Test func `a store of the first version answers, is named as not sealed, and is sealed`() throws {
        let place = try Scratch()
        let (store, night) = try makeStore(in: place)
        let before = try trace("verify", "--store", store, "--json", "--shards", night)
        #expect(before.status == 0, "\(before.output)")
        #expect(before.output.contains(#""kind":"not_sealed","place":"catalog.sqlite""#))

        let sealed = try trace("verify", "--store", store, "--seal", "--full", "--shards", night)
        #expect(sealed.status == 0, "\(sealed.output) \(sealed.errors)")
        #expect(sealed.output.contains("segments sealed, 0 not") && !sealed.output.contains("not sealed:"))
        let again = try trace("verify", "--store", store, "--seal", "--json", "--shards", night)
        #expect(again.output.contains(#""sealed":{"segments":[],"left":[]}"#) && again.output.contains(#""findings":[]"#))
    }

    @Test func `a segment of the first version that was edited is not sealed`() throws {
        let place = try Scratch()
        let (store, night) = try makeStore(in: place)
        let segments = place.listing("store").filter { $0.hasSuffix(".sqlite") && $0.contains("/") }
        let edited = try #require(segments.first)
        try DatabaseQueue(path: store + "/" + edited).write { database in
            try database.execute(sql: "UPDATE sighting SET status = 418 WHERE row = (SELECT max(row) FROM sighting)")
        }
        let sealed = try trace("verify", "--store", store, "--seal", "--shards", night)
        #expect(sealed.status == 2)
        #expect(
            sealed.output.contains("left unsealed: \(edited.dropLast(".sqlite".count)): its rows are not those that the lines of"))
        #expect(sealed.output.contains("not whole"))
    }
}
