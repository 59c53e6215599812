/// Bytes as they come from a bad disk, a killed writer or somebody who tries.
package enum Damage {
    /// The bytes with one to four changes: flipped, cut, doubled, moved, removed, or with an odd value between them.
    package static func done(to bytes: [UInt8], with others: [[UInt8]] = [], _ dice: inout SeededDice) -> [UInt8] {
        var damaged = bytes
        for _ in 0...dice.below(4) { once(&damaged, others, &dice) }
        return damaged
    }

    private static func once(_ bytes: inout [UInt8], _ others: [[UInt8]], _ dice: inout SeededDice) {
        let place = dice.below(bytes.count + 1)
        let length = min(bytes.count - place, 1 + dice.below(1 << dice.below(12)))
        let part = Array(bytes[place..<place + length])
        switch dice.below(8) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(dice.below(8))
        case 1 where place < bytes.count: bytes[place] = UInt8(dice.below(256))
        case 2: bytes.removeSubrange(place...)
        case 3: bytes.removeSubrange(place..<place + length)
        case 4: bytes.insert(contentsOf: part, at: dice.below(bytes.count + 1))
        case 5: bytes.insert(contentsOf: dice.element(of: OddValue.bytes), at: place)
        case 6 where !others.isEmpty: bytes.replaceSubrange(place..., with: splice(dice.element(of: others), &dice))
        default: bytes.replaceSubrange(place..<place + length, with: part.map { _ in UInt8(dice.below(256)) })
        }
    }

    private static func splice(_ other: [UInt8], _ dice: inout SeededDice) -> ArraySlice<UInt8> {
        other[dice.below(other.count + 1)...]
    }
}
