/// Personal texts that somebody named: a user's hash, a customer's host. They are looked for as whole words.
struct KnownTexts {
    /// A shorter text (a numeric user id) would hit ids and counts that are not personal; such a text is masked only
    /// where it is the whole string.
    private static let shortestInside = 4
    /// Of a longer text so much is compared, and then the whole word goes: the search stays linear whatever a line
    /// holds.
    private static let mostCompared = 64

    /// All lists are in order. They are no sets: what hashes a type that nothing else hashes begins with a search
    /// through the program for how, which takes longer than an answer's few texts do.
    private var whole: [[Unicode.Scalar]] = []
    private var inside: [[Unicode.Scalar]] = []
    /// The first four scalars of each, for a quick no.
    private var heads: [UInt32] = []
    /// A bit for each head, so that most places of a text need no look into the list.
    private var headBits: UInt64 = 0
    private var longest = 0
    private var areShort = false

    init(_ texts: [String]) {
        for text in Set(texts) where !text.isEmpty {
            let scalars = Spelling(text).scalars
            whole.append(scalars)
            guard scalars.count >= Self.shortestInside else {
                areShort = true
                continue
            }
            let compared = Array(scalars.prefix(Self.mostCompared))
            inside.append(compared)
            let head = compared.prefix(4).reduce(0) { Self.head($0, $1.value) }
            heads.append(head)
            headBits |= Self.bit(head)
            longest = max(longest, compared.count)
        }
        whole.sort { $0.lexicographicallyPrecedes($1) }
        inside.sort { $0.lexicographicallyPrecedes($1) }
        heads.sort()
    }

    var areNone: Bool { whole.isEmpty }

    /// Whether a text of ASCII without escapes may hold one of them.
    func mayBe(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !areNone else { return false }
        // A short one is the whole text.
        if areShort, bytes.count < Self.shortestInside { return true }
        var head: UInt32 = 0
        for (index, byte) in bytes.enumerated() {
            head = Self.head(head, UInt32(byte &- 65 < 26 ? byte + 32 : byte))
            if index > 2, headBits & Self.bit(head) != 0, has(head) { return true }
        }
        return false
    }

    func isWhole(_ text: [Unicode.Scalar]) -> Bool { whole.has(text[...]) }

    /// The end of the longest one that begins there as a word, with its port.
    func end(_ text: [Unicode.Scalar], at start: Int) -> Int? {
        guard !inside.isEmpty, start + Self.shortestInside <= text.count, isBeginning(text, start) else { return nil }
        guard has(text[start..<start + 4].reduce(0) { Self.head($0, $1.value) }) else { return nil }
        let most = min(start + longest, text.count)
        for end in stride(from: most, through: start + Self.shortestInside, by: -1) {
            let isCut = end - start == Self.mostCompared
            guard isCut || isEnd(text, end), inside.has(text[start..<end]) else { continue }
            return isCut ? text.end(from: end) { $0 != " " } : text.endOfPort(from: end)
        }
        return nil
    }

    /// `corp.example` is no part of `cloud.corp.example`.
    private func isBeginning(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
        let before = text.scalar(at: index - 1)
        return !before.isWord && !isJoint(before)
    }

    private func isEnd(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
        let next = text.scalar(at: index)
        if !text.scalar(at: index - 1).isWord { return true }
        return !next.isWord && !(isJoint(next) && text.scalar(at: index + 1).isWord)
    }

    private func isJoint(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "-" || scalar == "_" }

    private func has(_ head: UInt32) -> Bool { heads.first(notBefore: { $0 < head }) == head }

    private static func bit(_ head: UInt32) -> UInt64 { 1 << UInt64((head &* 0x9E37_79B1) >> 26) }

    private static func head(_ before: UInt32, _ scalar: UInt32) -> UInt32 { before << 8 | scalar & 0xFF }
}

extension [[Unicode.Scalar]] {
    fileprivate func has(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        first(notBefore: { $0.lexicographicallyPrecedes(text) })?.elementsEqual(text) ?? false
    }
}

extension Array {
    /// Of elements in order the first that does not come before a place.
    fileprivate func first(notBefore isBefore: (Element) -> Bool) -> Element? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low < count ? self[low] : nil
    }
}
