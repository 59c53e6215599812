import Foundation
import LogRecords
import LogStoreSQLite
import Testing
import Workbench

/// A night's load that is disturbed, and the same that never was.
final class DisturbedLoad: Sendable {
    /// What the night is loaded into.
    enum Beginning: String, CaseIterable, Sendable {
        case nothing
        /// A store with the evening's shards.
        case evening
    }

    /// Made once: an undisturbed load for each beginning, with what it says, how long it took, and the calls that it
    /// made.
    struct Undisturbed: Sendable {
        let image: StoreImage
        let status: Int32
        let seconds: Double
        let calls: [FileOperation]

        /// Some identifiers that the store knew before the night.
        let identifiersOfTheEvening: [String]
    }

    /// How many shards the evening's store has.
    let eveningShards: Int

    static let shared = Result { try DisturbedLoad() }

    let logs: NightOfLogs
    let undisturbed: [Beginning: Undisturbed]
    private let scratch: Scratch

    private init() throws {
        logs = try NightOfLogs.shared.get()
        scratch = try Scratch()
        _ = try BuiltProgram.run(["ingest", "--store", scratch.path("evening"), logs.evening])
        let ledger = try SQLiteRecordReader(opening: scratch.path("evening")).shards()
        let known = try StoreTables(of: scratch.path("evening"), ledger: ledger).identifiers.sorted()
        eveningShards = ledger.count
        var loads: [Beginning: Undisturbed] = [:]
        for beginning in Beginning.allCases {
            let store = "undisturbed-\(beginning)"
            try scratch.copy(beginning == .evening ? "evening" : nil, to: store)
            let log = scratch.url.appending(path: store + ".log")
            let run = try BuiltProgram.run(
                ["ingest", "--store", scratch.path(store), logs.night],
                environment: FaultShim.environment(watching: scratch.path(store), log: log))
            let image = try #require(try StoreImage.read(scratch.path(store)))
            try #require(image.halves + image.strays == [])
            print("faults: after \(beginning): \(image.shards.count) shards, \(image.rows.count) rows")
            loads[beginning] = Undisturbed(
                image: image, status: run.status, seconds: run.seconds, calls: try FileOperation.read(log),
                identifiersOfTheEvening: known.enumerated().filter { $0.offset % 23 == 0 }.map(\.element))
        }
        undisturbed = loads
    }

    /// A store as it is before the night, in a folder of its own.
    func store(in place: Scratch, after beginning: Beginning) throws -> String {
        if beginning == .evening {
            try FileManager.default.copyItem(atPath: scratch.path("evening"), toPath: place.path("store"))
        }
        return place.path("store")
    }

    /// Where the undisturbed store lies.
    func undisturbedStore(_ beginning: Beginning) -> String { scratch.path("undisturbed-\(beginning)") }

    func load(into store: String, _ fault: Fault?) throws -> BuiltProgram {
        try BuiltProgram(
            "trace", ["ingest", "--store", store, logs.night],
            environment: try FaultShim.environment(watching: store, fault: fault), streams: .apart)
    }

    /// What a reader may see at any time, whatever happened: whole shards only.
    func checkShards(of store: String, _ what: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let reader: SQLiteRecordReader
        do { reader = try SQLiteRecordReader(opening: store) } catch StoreError.noStore { return }
        let ledger = try reader.shards()
        let halves = try StoreTables(of: store, ledger: ledger, withRows: false).halves(of: ledger)
        #expect(halves == [], "\(what)", sourceLocation: sourceLocation)
    }

    /// After a plain run the store is what it had been without the disturbance, and nothing else lies there.
    func checkRerun(
        of store: String, after beginning: Beginning, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try #require(undisturbed[beginning])
        let rerun = try load(into: store, nil).finish()
        #expect(rerun.status == before.status, "\(what): \(rerun.errors)", sourceLocation: sourceLocation)
        let image = try #require(try StoreImage.read(store), "\(what)", sourceLocation: sourceLocation)
        let difference = image.difference(from: before.image)
        #expect(difference == "", "\(what)", sourceLocation: sourceLocation)
    }
}
