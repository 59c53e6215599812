import Foundation

/// How long tests by chance play, and with which luck: `make soak` sets WAYBILL_SOAK; WAYBILL_SEED repeats a run.
package enum Dice {
    package static let isSoak = ProcessInfo.processInfo.environment["WAYBILL_SOAK"] != nil
    package static let seed: UInt64 =
        ProcessInfo.processInfo.environment["WAYBILL_SEED"].flatMap { UInt64($0) } ?? (isSoak ? fresh : 20_260_915)

    private static let fresh = UInt64.random(in: 0..<1_000_000)

    /// How many of something: few in `make test`, many in `make soak`.
    package static func count(_ short: Int, soak long: Int) -> Int { isSoak ? long : short }

    /// Whether the case of this number is tried: one in `many`, or in a soak one in `few`; other ones under another
    /// seed.
    package static func tries(_ number: Int, oneIn many: Int, soak few: Int = 1) -> Bool {
        (UInt64(truncatingIfNeeded: number) &+ seed) % UInt64(max(1, isSoak ? few : many)) == 0
    }

    /// A source of chance for one purpose, and a line that says how to repeat it.
    package static func throwing(_ purpose: String) -> SeededDice {
        print("dice: \(purpose): WAYBILL_SEED=\(seed)")
        return SeededDice(state: purpose.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
    }
}

/// SplitMix64, the same on every machine. https://prng.di.unimi.it/splitmix64.c
package struct SeededDice: RandomNumberGenerator {
    package var state: UInt64

    package init(state: UInt64) {
        self.state = state
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 to below `limit`.
    package mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<max(1, limit), using: &self) }

    package mutating func element<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }
}
