import Foundation
import LogStoreSQLite
import OddValues
import Testing
import Workbench

/// What a power cut leaves is a store that shows whole shards only, all that was published among them, and that the
/// next load completes.
struct PowerCutTests {
    @Test func `after a power cut at any moment a store shows what was published, and the next load completes it`() throws {
        var dice = Dice.throwing("power cuts")
        let load = try DisturbedLoad.shared.get()
        for number in 0..<Dice.count(4, soak: 300) {
            let beginning = DisturbedLoad.Beginning.allCases[number % 2]
            let before = try #require(load.undisturbed[beginning])
            try cut(
                load, before.calls, of: load.undisturbedStore(beginning), beginning, at: 1 + dice.below(before.calls.count), &dice)
        }
    }

    @Test func `a power cut after a load that repaired a killed one loses nothing of either`() throws {
        var dice = Dice.throwing("power cuts after kills")
        let load = try DisturbedLoad.shared.get()
        for number in 0..<Dice.count(2, soak: 100) {
            // Into a store where no day has its folder yet.
            let beginning = DisturbedLoad.Beginning.nothing
            let place = try Scratch()
            let store = try load.store(in: place, after: beginning)
            let log = place.url.appending(path: "log")
            // Killed when the days have their folders, and no folder is on the disk yet.
            let kill = Fault(.before, at: 1, only: "s:*/2*")
            var killedCalls = 0
            for fault in [kill, nil] {
                if fault == nil { killedCalls = try FileOperation.read(log).count }
                _ = try BuiltProgram.run(
                    ["ingest", "--store", store, load.logs.night],
                    environment: FaultShim.environment(watching: store, fault: fault, log: log))
            }
            let calls = try FileOperation.read(log)
            try cut(
                load, calls, of: store, beginning, at: number % 4 < 2 ? calls.count : 1 + dice.below(calls.count),
                ofWhichKilled: killedCalls, &dice)
        }
    }

    @Test func `a new store's own folder is on the disk before anything is published into it`() throws {
        let place = try Scratch()
        let log = place.url.appending(path: "log")
        let above = try place.makeFolder("above")
        let load = try DisturbedLoad.shared.get()
        _ = try BuiltProgram.run(
            ["ingest", "--store", above + "/new/store", load.logs.night],
            environment: FaultShim.environment(watching: above, log: log))
        let calls = try FileOperation.read(log)
        for (made, folder) in [(above + "/new", above), (above + "/new/store", above + "/new")] {
            let start = try #require(calls.firstIndex { $0.kind == .makeFolder && $0.path == made })
            let published = try #require(calls.firstIndex { $0.kind == .rename })
            #expect(calls[start..<published].contains { $0.kind == .sync && $0.path == folder }, "\(made)")
        }
    }

    private func cut(
        _ load: DisturbedLoad, _ calls: [FileOperation], of origin: String, _ beginning: DisturbedLoad.Beginning, at call: Int,
        ofWhichKilled killed: Int = 0, _ dice: inout SeededDice
    ) throws {
        let place = try Scratch()
        let store = try load.store(in: place, after: beginning)
        let what = "power cut after call \(call) of \(calls.count), after \(beginning), seed \(Dice.seed)"
        var disk = try DiskModel(of: store)
        for operation in calls.prefix(call) { disk.take(operation, below: origin) }
        try disk.writeRemains(to: store, &dice)
        try load.checkShards(of: store, what)
        let whole = try #require(load.undisturbed[beginning]).image
        let image = try StoreImage.read(store)
        let rows = image?.rows ?? []
        let extra = Set(rows).subtracting(whole.rows)
        #expect(extra.isEmpty, "\(what): rows that never were")
        // The calls of a load that was killed published nothing.
        if isPublished(calls.prefix(call).dropFirst(killed)) {
            // What the cut left over is deleted by the next load.
            var published = image
            published?.strays = []
            let difference = published?.difference(from: whole) ?? "all of it"
            #expect(difference == "", "\(what): what was published is gone")
        }
        try load.checkRerun(of: store, after: beginning, what)
    }

    /// Whether the program could have said that it was done: the log of the catalog was synced after the last segment
    /// got its name.
    private func isPublished(_ calls: ArraySlice<FileOperation>) -> Bool {
        guard let named = calls.lastIndex(where: { $0.kind == .rename }) else { return false }
        let after = calls[named...]
        guard let synced = after.firstIndex(where: { $0.kind == .sync && $0.path.hasSuffix("-wal") }) else { return false }
        return after[..<synced].contains { $0.kind == .write && $0.path.hasSuffix("-wal") }
    }
}
