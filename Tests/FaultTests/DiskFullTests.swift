import Foundation
import OddValues
import Testing
import Workbench

/// A disk that is full or broken ends a load with a message; nothing is lost, and the next load completes it.
struct DiskFullTests {
    @Test func `a disk that becomes full at any write ends the load with a message, and the next completes it`() throws {
        var dice = Dice.throwing("full disks")
        let load = try DisturbedLoad.shared.get()
        for number in 0..<Dice.count(8, soak: 100) {
            let beginning = DisturbedLoad.Beginning.allCases[number % 2]
            let calls = try #require(load.undisturbed[beginning]).calls.filter { [.write, .create, .makeFolder].contains($0.kind) }
            let fault = Fault(.full, at: 1 + dice.below(calls.count), only: "wcm:*")
            try disturb(load, beginning, fault) { run, what in
                // What is left to do after the last commit may fail: its work is in the log, and is done by the next. Of a catalog that cannot
                // be made SQLite does not say why.
                if run.status != 0 {
                    #expect(run.status == 2, "\(what): \(run.errors)")
                    #expect(
                        run.errors.contains("error: ")
                            && run.errors.lowercased().contains(
                                #/no space left|disk is full|disk i\/o|catalog.sqlite: sqlite says: unable to open/#),
                        "\(what): \(run.errors)")
                }
            }
        }
    }

    @Test(arguments: ["c:*.building-*.sqlite", "c:*.building-*.ids"])
    func `a disk that becomes full as a segment is begun is called full`(file: String) throws {
        let load = try DisturbedLoad.shared.get()
        try disturb(load, .nothing, Fault(.refuse, at: 1, only: file)) { run, what in
            #expect(run.status == 2, "\(what): \(run.errors)")
            #expect(run.errors.contains("cannot make the file: No space left on device"), "\(what): \(run.errors)")
        }
    }

    @Test func `any single call that fails ends the load with a message or harms nothing, and the next completes it`() throws {
        var dice = Dice.throwing("single failures")
        let load = try DisturbedLoad.shared.get()
        for number in 0..<Dice.count(8, soak: 120) {
            let beginning = DisturbedLoad.Beginning.allCases[number % 2]
            let calls = try #require(load.undisturbed[beginning]).calls.count
            try disturb(load, beginning, Fault(.fail, at: 1 + dice.below(calls))) { run, what in
                #expect([0, 2].contains(run.status), "\(what): \(run.errors)")
                if run.status == 2 { #expect(run.errors.contains("error: "), "\(what): \(run.errors)") }
            }
        }
    }

    private func disturb(
        _ load: DisturbedLoad, _ beginning: DisturbedLoad.Beginning, _ fault: Fault,
        check: (_ run: BuiltProgram.Result, _ what: String) throws -> Void
    ) throws {
        let place = try Scratch()
        let store = try load.store(in: place, after: beginning)
        let what = "\(fault) after \(beginning), seed \(Dice.seed)"
        let run = try load.load(into: store, fault).finish()
        try check(run, what)
        try load.checkShards(of: store, what)
        let building = place.listing("store").filter { $0.hasPrefix(".building-") }
        #expect(building == [], "\(what): a failed load leaves its unfinished segments on the full disk")
        try load.checkRerun(of: store, after: beginning, what)
    }

    @Test func `a shard that cannot be read to its end is named, the others are loaded, and later it is too`() throws {
        let load = try DisturbedLoad.shared.get()
        let shards = load.logs.scratch.listing("logs").filter { $0.hasPrefix("gitlab/") && $0.hasSuffix(".json") }
        for (number, shard) in shards.prefix(Dice.count(2, soak: 9)).enumerated() {
            let place = try Scratch()
            let store = try load.store(in: place, after: .nothing)
            // The first read is the look at the first line, the second the rest of a small file, the third its end.
            let run = try BuiltProgram.run(
                ["ingest", "--store", store, load.logs.night],
                environment: FaultShim.environment(unreadable: shard, from: 1 + number % 2))
            #expect(run.status == 2)
            #expect(run.errors.contains(shard) && run.errors.contains("Input/output error"), "\(run.errors)")
            let image = try #require(try StoreImage.read(store))
            let whole = try #require(load.undisturbed[.nothing]).image
            #expect(image.shards.count == whole.shards.count - 1)
            let extra = Set(image.rows).subtracting(whole.rows)
            #expect(extra.isEmpty)
            try load.checkRerun(of: store, after: .nothing, "\(shard) could not be read")
        }
    }

    @Test(.enabled(if: Mounts.areAllowed), arguments: Dice.isSoak ? [64, 128, 256, 384, 512, 640, 768, 896, 1024] : [128, 700])
    func `a small disk that is really full is said to be, and the load ends once it is larger`(kilobytes: Int) throws {
        let load = try DisturbedLoad.shared.get()
        let place = try Scratch()
        let disk = try place.makeFolder("disk")
        let script = """
            mount -t tmpfs -o size=\(kilobytes)k tmpfs \(disk)
            trace ingest --store \(disk)/store \(load.logs.night) >&2; echo "full: $?"; ls -A \(disk)/store | grep -c building
            trace shards --store \(disk)/store >/dev/null; echo "shards: $?"
            mount -o remount,size=64m \(disk)
            trace ingest --store \(disk)/store \(load.logs.night) >/dev/null; echo "larger: $?"
            cp -a \(disk)/store \(place.path("store"))
            """
        let run = try Mounts.run(script)
        let status = try #require(load.undisturbed[.nothing]).status
        #expect(run.output.hasPrefix("full: 2\n0\n") && run.output.hasSuffix("larger: \(status)\n"), "\(run.output)\(run.errors)")
        #expect(run.errors.contains("the disk is full: make room"), "\(run.errors)")
        try load.checkRerun(of: place.path("store"), after: .nothing, "\(kilobytes) kB")
    }

    @Test(.enabled(if: Mounts.areAllowed)) func `a store on a read-only disk is read, and a load into it says why it cannot be`()
        throws
    {
        let load = try DisturbedLoad.shared.get()
        let place = try Scratch()
        let store = try load.store(in: place, after: .evening)
        let before = place.listing("store")
        let run = try Mounts.run(
            """
            mount --bind -o ro \(store) \(store)
            trace ingest --store \(store) \(load.logs.night); echo "ingest: $?"
            trace shards --store \(store) --json | wc -l; echo "shards: $?"
            """)
        #expect(run.output.hasPrefix("ingest: 2\n") && run.output.hasSuffix("shards: 0\n"), "\(run.output)")
        #expect(
            run.errors.contains("Read-only file system") && run.errors.contains("hint: ask for the right to it"), "\(run.errors)")
        #expect(place.listing("store") == before)
        try load.checkRerun(of: store, after: .evening, "it was read-only")
    }
}
