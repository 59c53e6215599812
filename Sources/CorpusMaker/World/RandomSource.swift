import LogRecords

/// Numbers that are the same for a seed on every machine: SplitMix64, written out because Swift's own generators cannot
/// be seeded.
///
/// "Fast splittable pseudorandom number generators", Steele, Lea, Flood 2014; constants as in
/// https://prng.di.unimi.it/splitmix64.c
struct RandomSource: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A source of its own for one thing of one kind, so that what is made does not depend on the order of making.
    init(seed: UInt64, stream: UInt64, index: UInt64) {
        state = RandomSource.mixed(seed &+ RandomSource.mixed(stream) &+ RandomSource.mixed(index &* 0xD134_2543_DE82_EF95))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return RandomSource.mixed(state)
    }

    /// From 0 to below `limit`; the slight bias of a product with 64 bits does not matter here.
    mutating func below(_ limit: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(max(1, limit))).high)
    }

    mutating func between(_ low: Int64, _ high: Int64) -> Int64 {
        low + Int64(below(Int(max(1, high - low + 1))))
    }

    /// True in `parts` of a thousand cases.
    mutating func chance(_ parts: Int) -> Bool {
        below(1000) < parts
    }

    mutating func element<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    mutating func id128() -> ID128 {
        ID128(high: next(), low: next())
    }

    /// https://www.rfc-editor.org/rfc/rfc9562#section-5.4
    mutating func uuid4() -> ID128 {
        ID128(high: next() & ~0xF000 | 0x4000, low: next() & (1 << 62 - 1) | 1 << 63)
    }

    /// https://www.rfc-editor.org/rfc/rfc9562#section-5.7
    mutating func uuid7(at instant: Instant) -> ID128 {
        let milliseconds = UInt64(max(0, instant.nanoseconds / 1_000_000))
        return ID128(high: milliseconds << 16 | 0x7000 | next() & 0xFFF, low: next() & (1 << 62 - 1) | 1 << 63)
    }

    /// As LabKit writes correlation ids.
    mutating func ulid(at instant: Instant) -> String {
        let milliseconds = UInt64(max(0, instant.nanoseconds / 1_000_000))
        let (first, second) = (next() & (1 << 40 - 1), next() & (1 << 40 - 1))
        return ID128(high: milliseconds << 16 | first >> 24, low: first << 40 | second).ulid
    }

    /// Letters and digits, as many as asked for.
    mutating func word(_ count: Int) -> String {
        var text = ""
        text.reserveCapacity(count)
        for _ in 0..<count { text.unicodeScalars.append(RandomSource.letters[below(62)]) }
        return text
    }

    private static let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".unicodeScalars)

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
