import LogRecords

/// What one slip of a finger makes of a text: a character replaced, too many, missing, or two neighbours swapped.
struct Slips {
    /// Longer texts are typed by nobody.
    static let longestText = 64

    /// Those characters that may have been meant.
    let alphabet: [UInt8]
    /// How long what was meant may be.
    let lengths: ClosedRange<Int>
    /// What they are called in a sentence.
    let noun: String

    static let hexadecimal = Array("0123456789abcdef".utf8)
    static let crockford = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    static let letters = Array("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_".utf8)

    /// Each text once, and never the one that was typed.
    func texts(near typed: String) -> [(text: String, why: String)] {
        let typed = Array(typed.utf8)
        guard typed.count <= Slips.longestText else { return [] }
        var seen: Set<[UInt8]> = [typed]
        var found: [(text: String, why: String)] = []
        func add(_ bytes: [UInt8], _ why: String) {
            guard lengths.contains(bytes.count), seen.insert(bytes).inserted else { return }
            found.append((String(decoding: bytes, as: UTF8.self), why))
        }
        for index in typed.indices {
            var other = typed
            if index + 1 < typed.count {
                other.swapAt(index, index + 1)
                add(other, "two \(noun)s are swapped")
            }
            other = typed
            other.remove(at: index)
            add(other, "one \(noun) is too many")
            guard lengths.contains(typed.count) else { continue }
            for character in alphabet {
                other = typed
                other[index] = character
                add(other, "one \(noun) differs")
            }
        }
        guard lengths.contains(typed.count + 1) else { return found }
        for index in 0...typed.count {
            for character in alphabet {
                var other = typed
                other.insert(character, at: index)
                add(other, "one \(noun) is missing")
            }
        }
        return found
    }

    /// What the slip was that made `typed` of `meant`; `nil` where it took more than one.
    static func slip(from meant: String, to typed: String) -> String? {
        let (meant, typed) = (Array(meant.utf8), Array(typed.utf8))
        let start = zip(meant, typed).prefix { $0 == $1 }.count
        let end = zip(meant.reversed(), typed.reversed()).prefix { $0 == $1 }.count
        // What is left between the same beginning and the same end; where they overlap, the shorter one has nothing left.
        let shorter = min(meant.count, typed.count)
        let kept = min(end, shorter - start)
        switch (meant.count - start - kept, typed.count - start - kept) {
        case (1, 1): return "one digit differs"
        case (1, 0): return "one digit is missing"
        case (0, 1): return "one digit is too many"
        case (2, 2) where meant[start] == typed[start + 1] && meant[start + 1] == typed[start]: return "two digits are swapped"
        default: return nil
        }
    }
}
