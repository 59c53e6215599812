import LogRecords

/// What one slip of a finger makes of a text: a character replaced, too many, missing, or two neighbours swapped.
struct Slips {
    /// Longer texts are typed by nobody.
    static let longestText = 64

    /// Those characters that may have been meant.
    let alphabet: [UInt8]
    /// How long what was meant may be.
    let lengths: ClosedRange<Int>
    /// What they are.
    let unit: Likeness.Unit

    init(alphabet: [UInt8], lengths: ClosedRange<Int>, of unit: Likeness.Unit) {
        (self.alphabet, self.lengths, self.unit) = (alphabet, lengths, unit)
    }

    static let hexadecimal = Array("0123456789abcdef".utf8)
    static let crockford = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    static let letters = Array("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_".utf8)

    /// Each text once, and never the one that was typed.
    func texts(near typed: String) -> [(text: String, why: Likeness)] {
        let typed = Array(typed.utf8)
        guard typed.count <= Slips.longestText else { return [] }
        var seen: Set<[UInt8]> = [typed]
        var found: [(text: String, why: Likeness)] = []
        func add(_ bytes: [UInt8], _ slip: Likeness.Slip) {
            guard lengths.contains(bytes.count), seen.insert(bytes).inserted else { return }
            found.append((String(decoding: bytes, as: UTF8.self), .slip(slip, of: unit)))
        }
        for index in typed.indices {
            var other = typed
            if index + 1 < typed.count {
                other.swapAt(index, index + 1)
                add(other, .swapped)
            }
            other = typed
            other.remove(at: index)
            add(other, .tooMany)
            guard lengths.contains(typed.count) else { continue }
            for character in alphabet {
                other = typed
                other[index] = character
                add(other, .differs)
            }
        }
        guard lengths.contains(typed.count + 1) else { return found }
        for index in 0...typed.count {
            for character in alphabet {
                var other = typed
                other.insert(character, at: index)
                add(other, .missing)
            }
        }
        return found
    }

    /// What the slip was that made `typed` of `meant`; `nil` where it took more than one.
    static func slip(from meant: [UInt8], to typed: [UInt8]) -> Likeness? {
        let start = zip(meant, typed).prefix { $0 == $1 }.count
        let end = zip(meant.reversed(), typed.reversed()).prefix { $0 == $1 }.count
        // What is left between the same beginning and the same end; where they overlap, the shorter one has nothing left.
        let shorter = min(meant.count, typed.count)
        let kept = min(end, shorter - start)
        switch (meant.count - start - kept, typed.count - start - kept) {
        case (1, 1): return .slip(.differs, of: .digit)
        case (1, 0): return .slip(.missing, of: .digit)
        case (0, 1): return .slip(.tooMany, of: .digit)
        case (2, 2) where meant[start] == typed[start + 1] && meant[start + 1] == typed[start]:
            return .slip(.swapped, of: .digit)
        default: return nil
        }
    }
}
