import Foundation
import OddValues
import Testing
import Workbench

/// A load that is killed leaves a store that the next load completes, wherever the kill falls.
struct KillTests {
    /// Where a load is killed; two faults in a row kill the load that would have repaired the first.
    struct Point: Sendable, CustomTestStringConvertible {
        var beginning: DisturbedLoad.Beginning
        var faults: [Fault]
        /// Drawn among the calls of an undisturbed load: another load may have a few less, by the order in which shards
        /// end.
        var isDrawn = false

        var testDescription: String { faults.map(\.description).joined(separator: ", then ") + " after \(beginning)" }
    }

    /// After each of the six steps of a publication, and within them.
    static let steps: [[Fault]] = [
        [Fault(.during, at: 1, only: "l:*")],
        [Fault(.during, at: 1, only: "w:*-wal")],
        [Fault(.during, at: 2, only: "s:*-wal")],
        // The run's own row is there, and what a killed run left behind is deleted one by one.
        [Fault(.before, at: 4, only: "r:*"), Fault(.during, at: 1, only: "u:*/2*")],
        [Fault(.during, at: 1, only: "s:*/2*"), Fault(.during, at: 2, only: "u:*/2*")],
        [Fault(.during, at: 7, only: "w:*/.building-*")],
        [Fault(.before, at: 1, only: "w:*.ids")],
        [Fault(.during, at: 1, only: "s:*/.building-*")],
        [Fault(.before, at: 1, only: "r:*")],
        [Fault(.during, at: 1, only: "r:*")],
        [Fault(.during, at: 2, only: "r:*")],
        [Fault(.during, at: 3, only: "r:*")],
        [Fault(.during, at: 1, only: "s:*/2*")],
        [Fault(.before, at: 4, only: "s:*-wal")],
        [Fault(.during, at: 4, only: "s:*-wal")],
        [Fault(.during, at: 3, only: "w:*/catalog.sqlite")],
        [Fault(.before, at: 1, only: "t:*-wal")],
    ]

    /// What happens only while a store is made.
    static let beginnings: [[Fault]] = [
        [Fault(.during, at: 1, only: "m:*")],
        [Fault(.before, at: 1, only: "u:*-journal")],
    ]

    /// While filters are made, and while those that are there are added to: what was published stays published.
    static let filters: [Point] =
        [(Fault.Kind.during, 1, "w"), (.before, 1, "s"), (.during, 1, "r")].map { kind, number, call in
            Point(beginning: .nothing, faults: [Fault(kind, at: number, only: call + ":*-filters")])
        }
        + [(Fault.Kind.during, 1, "w"), (.before, 1, "s"), (.before, 2, "s")].map { kind, number, call in
            Point(beginning: .evening, faults: [Fault(kind, at: number, only: call + ":*/filters")])
        }

    static let points: [Point] =
        beginnings.map { Point(beginning: .nothing, faults: $0) } + filters
        + steps.enumerated().flatMap { number, faults in
            let beginnings = Dice.isSoak ? DisturbedLoad.Beginning.allCases : [DisturbedLoad.Beginning.allCases[number % 2]]
            return beginnings.map { Point(beginning: $0, faults: faults) }
        }

    @Test(arguments: points) func `killed at a step of its publication, a load is completed by the next`(_ point: Point) throws {
        try kill(point)
    }

    @Test func `killed at any write to the catalog's log, a load is completed by the next`() throws {
        var dice = Dice.throwing("kills at writes to the log")
        for number in 0..<Dice.count(4, soak: 60) {
            let beginning = DisturbedLoad.Beginning.allCases[number % 2]
            let calls = try #require(try DisturbedLoad.shared.get().undisturbed[beginning]).calls
            let writes = calls.filter { $0.kind == .write && $0.path.hasSuffix("-wal") }.count
            let kind: Fault.Kind = number % 4 < 2 ? .during : .before
            try kill(Point(beginning: beginning, faults: [Fault(kind, at: 1 + dice.below(writes), only: "w:*-wal")], isDrawn: true))
        }
    }

    @Test func `killed at any call that changes a file, a load is completed by the next`() throws {
        var dice = Dice.throwing("kills at any call")
        for number in 0..<Dice.count(3, soak: 80) {
            let beginning = DisturbedLoad.Beginning.allCases[number % 2]
            let calls = try #require(try DisturbedLoad.shared.get().undisturbed[beginning]).calls.count
            let faults = (0...dice.below(2)).map { _ in Fault(dice.below(2) == 0 ? .before : .during, at: 1 + dice.below(calls)) }
            try kill(Point(beginning: beginning, faults: faults, isDrawn: true))
        }
    }

    @Test func `killed at any time, a load is completed by the next`() throws {
        var dice = Dice.throwing("kills by time")
        let load = try DisturbedLoad.shared.get()
        for number in 0..<Dice.count(3, soak: 80) {
            let beginning = DisturbedLoad.Beginning.allCases[number % 2]
            let place = try Scratch()
            let store = try load.store(in: place, after: beginning)
            let seconds = try #require(load.undisturbed[beginning]).seconds * Double(dice.below(1000)) / 1000
            let what = "killed after \(seconds) s, after \(beginning), seed \(Dice.seed)"
            _ = try load.load(into: store, nil).killed(afterSeconds: seconds)
            try load.checkShards(of: store, what)
            try load.checkRerun(of: store, after: beginning, what)
        }
    }

    private func kill(_ point: Point) throws {
        let load = try DisturbedLoad.shared.get()
        let place = try Scratch()
        let store = try load.store(in: place, after: point.beginning)
        let what = "\(point.testDescription), seed \(Dice.seed)"
        for fault in point.faults {
            let run = try load.load(into: store, fault).finish()
            // A call beyond the last is not met: then the load came to its end.
            #expect(run.wasKilled || point.isDrawn, "\(what): \(run.status) \(run.errors)")
            try load.checkShards(of: store, what)
        }
        try load.checkRerun(of: store, after: point.beginning, what)
    }
}
