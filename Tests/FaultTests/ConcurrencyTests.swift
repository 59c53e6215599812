import Clocks
import Foundation
import LogIngest
import LogStoreSQLite
import OddValues
import Testing
import Workbench

/// Several loads and many readers at once do not hurt each other, and reading leaves no trace.
struct ConcurrencyTests {
    @Test(arguments: DisturbedLoad.Beginning.allCases)
    func `two loads at once make the store that one makes`(_ beginning: DisturbedLoad.Beginning) throws {
        let load = try DisturbedLoad.shared.get()
        let place = try Scratch()
        let store = try load.store(in: place, after: beginning)
        let runs = [try load.load(into: store, nil), try load.load(into: store, nil)]
        for run in runs {
            let result = try run.finish()
            #expect(result.status == load.undisturbed[beginning]?.status, "\(result.errors)")
        }
        try load.checkRerun(of: store, after: beginning, "two loads at once")
    }

    @Test(arguments: ["m:*", "c:*/.building-*", "r:*", "w:*-wal", "s:*/2*"])
    func `a load beside one that is killed makes the store that it makes alone`(kill: String) throws {
        let load = try DisturbedLoad.shared.get()
        let place = try Scratch()
        let store = try load.store(in: place, after: .nothing)
        let doomed = try load.load(into: store, Fault(.before, at: 2, only: kill))
        let other = try load.load(into: store, nil)
        #expect(try other.finish().status == load.undisturbed[.nothing]?.status)
        _ = try doomed.finish()
        try load.checkRerun(of: store, after: .nothing, "beside a load that was killed at \(kill)")
    }

    @Test func `readers get their answers through a whole load`() throws {
        let load = try DisturbedLoad.shared.get()
        let ids = try #require(load.undisturbed[.evening]).identifiersOfTheEvening
        var (with, without): ([LoopingReaders.Answer], [LoopingReaders.Answer]) = ([], [])
        for _ in 0..<Dice.count(1, soak: 12) {
            with += try answers(asking: ids, of: load, loadingElsewhere: false)
            without += try answers(asking: ids, of: load, loadingElsewhere: true)
        }
        print("faults: readers beside a load: \(Latencies(with)); beside one into another store: \(Latencies(without))")
    }

    /// Whoever waited for a lock of the writer's would wait here until the test is given up.
    @Test(arguments: ["c:*/.building-*", "r:*", "w:*-wal", "s:*/2*"])
    func `readers wait for no writer, wherever it stands still`(call: String) throws {
        let load = try DisturbedLoad.shared.get()
        let ids = try #require(load.undisturbed[.evening]).identifiersOfTheEvening
        let place = try Scratch()
        let store = try load.store(in: place, after: .evening)
        let run = try load.load(into: store, Fault(.halt, at: 1, only: call))
        try run.waitUntilHalted()
        for words in [["route", "--json", ids[0]], ["shards", "--json"], ["coverage", "--json"]] {
            let answer = try BuiltProgram.run(words + ["--store", store])
            #expect([0, 3].contains(answer.status) && answer.errors.isEmpty, "\(call): \(words): \(answer.errors)")
        }
        kill(run.identifier, SIGCONT)
        #expect(try run.finish().status == load.undisturbed[.evening]?.status)
        try load.checkRerun(of: store, after: .evening, "with a writer that stood still at \(call)")
    }

    /// What eight readers are answered while a load lasts, into the store that they ask or into another.
    private func answers(
        asking ids: [String], of load: DisturbedLoad, loadingElsewhere: Bool
    ) throws -> [LoopingReaders.Answer] {
        let (place, elsewhere) = (try Scratch(), try Scratch())
        let store = try load.store(in: place, after: .evening)
        let loaded = loadingElsewhere ? try load.store(in: elsewhere, after: .evening) : store
        // Another user reads too, as a member of the store's group.
        if geteuid() == 0, let nobody = getpwnam("nobody") {
            let words = ["verify", "--fix-modes", "--group", "\(nobody.pointee.pw_gid)", "--store", store]
            #expect(try BuiltProgram.run(words).status == 0)
        }
        let before = place.listing("store")
        let ledgers = try [load.eveningShards, #require(load.undisturbed[.evening]).image.shards.count]
        let readers = LoopingReaders(try questions(about: ids, to: store)) { answer in
            // 3: what the question is about may be in a shard that is not loaded.
            #expect([0, 3].contains(answer.status) && answer.errors.isEmpty, "\(answer.status): \(answer.errors)")
            let lines = answer.output.split(separator: "\n")
            if lines.count > 1 { #expect(ledgers.contains(lines.count), "part of a load is visible") }
        }
        let run = try load.load(into: loaded, nil).finish()
        let answers = try readers.stop()
        #expect(run.status == load.undisturbed[.evening]?.status, "\(run.errors)")
        if loadingElsewhere { #expect(place.listing("store") == before) }
        try load.checkRerun(of: loaded, after: .evening, "with readers")
        return answers
    }

    /// Five ask for routes and one for the ledger; where it can be, one is another user and one sees the store on a
    /// read-only disk.
    private func questions(about ids: [String], to store: String) throws -> [[LoopingReaders.Asking]] {
        let trace = BuiltProgram.products.path + "/trace"
        var readers = (0..<5).map { reader in
            ids.dropFirst(reader).map { LoopingReaders.Asking(words: ["route", "--json", $0, "--store", store]) }
        }
        readers.append([LoopingReaders.Asking(words: ["shards", "--json", "--store", store])])
        let route = "exec \(trace) route --json '\(ids[0])' --store \(store)"
        if Mounts.areAllowed {
            readers.append([
                .init(program: "/usr/bin/unshare", words: ["-m", "sh", "-c", "mount --bind -o ro \(store) \(store) && \(route)"])
            ])
        }
        let nobody = ["-s", "/bin/sh", "nobody", "-c"]
        if geteuid() == 0, try BuiltProgram.run(nobody + ["exec \(trace) --version"], program: "/usr/bin/su").status == 0 {
            readers.append([.init(program: "/usr/bin/su", words: nobody + [route])])
        }
        return readers
    }

    @Test func `a reader among many publications never sees half a shard`() throws {
        let load = try DisturbedLoad.shared.get()
        let place = try Scratch()
        let store = try load.store(in: place, after: .evening)
        let watching = LoopingChecks(2) {
            let reader = try SQLiteRecordReader(opening: store)
            let ledger = try reader.shards()
            return try StoreTables(of: store, ledger: ledger, withRows: false).halves(of: ledger)
        }
        let writer = OftenPublished(try SQLiteRecordWriter(opening: store), everyBatches: 1)
        _ = try Ingest([load.logs.night], options: IngestOptions(now: { .now }, readers: 3)).run(into: writer)
        #expect(try watching.stop() == [])
    }

    @Test func `reading creates no file, and changes none but the shared memory`() throws {
        let load = try DisturbedLoad.shared.get()
        let ids = try #require(load.undisturbed[.evening]).identifiersOfTheEvening
        let place = try Scratch()
        let store = try load.store(in: place, after: .evening)
        let before = place.listing("store")
        let log = place.url.appending(path: "log")
        for words in [["shards"], ["route", ids[0]], ["route", "a3b77b26e0009000"], ["coverage"], ["verify"]] {
            _ = try BuiltProgram.run(
                words + ["--store", store], environment: FaultShim.environment(watching: store, log: log))
        }
        let changes = (try? FileOperation.read(log)) ?? []  // without any change there is no log
        // The first reader since the last writer makes the index of the empty log again. https://www.sqlite.org/walformat.html#recovery
        // And `verify` looks whether a writer is at work.
        let others = changes.filter { change in
            change.kind != .lock && (!change.path.hasSuffix("/catalog.sqlite-shm") || ![.write, .truncate].contains(change.kind))
        }
        #expect(others.map { "\($0.kind) \($0.path)" } == [])
        #expect(place.listing("store") == before)
    }
}
