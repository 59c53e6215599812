import Foundation

/// How long the harness plays, and with which luck: `make soak` sets WAYBILL_SOAK; WAYBILL_SEED repeats a run.
enum Dice {
    static let isSoak = ProcessInfo.processInfo.environment["WAYBILL_SOAK"] != nil
    static let seed: UInt64 =
        ProcessInfo.processInfo.environment["WAYBILL_SEED"].flatMap { UInt64($0) } ?? (isSoak ? fresh : 20_260_915)

    private static let fresh = UInt64.random(in: 0..<1_000_000)

    /// How many of something: few in `make test`, many in `make soak`.
    static func count(_ short: Int, soak long: Int) -> Int { isSoak ? long : short }

    /// A source of chance for one purpose, and a line that says how to repeat it.
    static func throwing(_ purpose: String) -> SeededDice {
        print("faults: \(purpose): WAYBILL_SEED=\(seed)")
        return SeededDice(state: purpose.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
    }
}

/// SplitMix64, the same on every machine. https://prng.di.unimi.it/splitmix64.c
struct SeededDice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<max(1, limit), using: &self) }
}
