import LogRecords

/// The tree's memory as a pass sees it, all by plain pointers.
struct ScanTables {
    let nodes: UnsafeMutablePointer<KeyTree.Node>
    let slots: UnsafeMutablePointer<Slot>
    let presence: UnsafeMutablePointer<UInt64>
    let guesses: UnsafeMutablePointer<KeyTree.Guess>
    let keys: UnsafeMutablePointer<KeyTree.Key>
    let keyMask: Int
    let below: UnsafeMutablePointer<Int32>
    let recognitionCount: Int32
    let frames: UnsafeMutablePointer<ScanFrame>
    let generation: UInt32

    /// A container that opens at `start`.
    @inline(__always)
    func opened(_ node: Int32, _ offset: Int32, isArray: Bool, _ start: Int) -> ScanFrame {
        var opened = ScanFrame()
        opened.bracket = isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")
        opened.start = UInt32(truncatingIfNeeded: start)
        opened.offset = offset
        guard node >= 0 else { return opened }
        let entry = nodes + Int(node)
        if entry.pointee.belowCount > 0 { clearIfSeen(entry, offset) }
        if entry.pointee.slot >= 0 { opened.slot = entry.pointee.slot &+ offset }
        if isArray ? entry.pointee.element >= 0 : entry.pointee.guesses >= 0 { opened.node = node }
        return opened
    }

    /// Fills the slot of a value that is no container.
    @inline(__always)
    func store(_ kind: Slot.Kind, _ node: Int32, _ offset: Int32, _ start: Int, _ length: Int) {
        guard node >= 0 else { return }
        let entry = nodes + Int(node)
        if entry.pointee.belowCount > 0 { clearIfSeen(entry, offset) }
        guard entry.pointee.slot >= 0 else { return }
        fill(
            entry.pointee.slot &+ offset,
            Slot(
                start: UInt32(truncatingIfNeeded: start), length: UInt32(truncatingIfNeeded: length), generation: generation,
                kind: kind, count: 0))
    }

    /// Fills the slot of a container that ended at `end`.
    @inline(never)
    func fill(_ frame: ScanFrame, _ end: Int) {
        fill(
            frame.slot,
            Slot(
                start: frame.start, length: UInt32(truncatingIfNeeded: end) &- frame.start, generation: generation,
                kind: frame.isArray ? .array : .object, count: frame.count))
    }

    @inline(__always)
    private func fill(_ index: Int32, _ slot: Slot) {
        slots[Int(index)] = slot
        guard index < recognitionCount else { return }
        let bit: UInt64 = 1 << UInt64(index & 63)
        if slot.kind == .null { presence[Int(index >> 6)] &= ~bit } else { presence[Int(index >> 6)] |= bit }
    }

    /// Of a key that a line has twice the last value counts, with all that lies under it.
    @inline(never)
    private func clearIfSeen(_ entry: UnsafeMutablePointer<KeyTree.Node>, _ offset: Int32) {
        let now = UInt64(generation) << 32 | UInt64(UInt32(bitPattern: offset))
        if entry.pointee.seen == now { clear(below: entry.pointee, offset: offset) }
        entry.pointee.seen = now
    }

    /// What the next key of an open object is compared with.
    @inline(__always)
    func guess(_ frame: ScanFrame) -> UnsafeMutablePointer<KeyTree.Guess> {
        guesses + (Int(nodes[Int(frame.node)].guesses) + min(Int(frame.count), KeyTree.Guess.most - 1))
    }

    /// The node that the key at `place` leads to, or -1, and the place behind its quote; the guess learns it. `nil` where that is no JSON.
    @inline(never)
    func child(
        of node: Int32, at place: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ guess: UnsafeMutablePointer<KeyTree.Guess>
    ) -> (child: Int32, after: UnsafePointer<UInt8>)? {
        let (quote, hasEscapes) = JSONText.closingQuote(place, end)
        guard let quote else { return nil }
        let key = UnsafeRawBufferPointer(start: place, count: quote - place)
        guard !hasEscapes else {
            // No vendor writes escapes in a key, so they may cost.
            return (unescaped(key)?.withUnsafeBytes { lookUp(node, $0) } ?? -1, quote + 1)
        }
        let child = lookUp(node, key)
        guess.pointee.learn(key, child)
        return (child, quote + 1)
    }

    private func lookUp(_ node: Int32, _ key: UnsafeRawBufferPointer) -> Int32 {
        let hash = wordHash(key, seed: UInt64(truncatingIfNeeded: node))
        var index = Int(truncatingIfNeeded: hash) & keyMask
        while keys[index].child >= 0 {
            if keys[index].hash == hash, keys[index].node == node, equalBytes(keys[index].bytes, key) { return keys[index].child }
            index = (index + 1) & keyMask
        }
        return -1
    }

    /// Empties every slot under a place.
    @inline(never)
    func clear(below entry: KeyTree.Node, offset: Int32) {
        for index in 0..<Int(entry.belowCount) {
            let slot = Int(below[Int(entry.belowStart) + index] &+ offset)
            slots[slot] = .empty
            if slot < Int(recognitionCount) { presence[slot >> 6] &= ~(1 << UInt64(slot & 63)) }
        }
    }
}

extension KeyTree.Guess {
    /// Whether the line goes on with this key and its quote.
    @inline(__always)
    func matches(_ place: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
        let count = Int(length)
        guard count > 0, end - place >= (count + 7) & ~7 else { return false }
        let bytes = UnsafeRawPointer(place)
        guard KeyTree.Guess.differing(bytes, 0, count, words.0) == 0 else { return false }
        guard count > 8 else { return true }
        guard KeyTree.Guess.differing(bytes, 8, count, words.1) == 0 else { return false }
        guard count > 16 else { return true }
        guard KeyTree.Guess.differing(bytes, 16, count, words.2) == 0 else { return false }
        guard count > 24 else { return true }
        guard KeyTree.Guess.differing(bytes, 24, count, words.3) == 0 else { return false }
        guard count > 32 else { return true }
        guard KeyTree.Guess.differing(bytes, 32, count, words.4) == 0 else { return false }
        return count <= 40 || KeyTree.Guess.differing(bytes, 40, count, words.5) == 0
    }

    /// The bits in which eight bytes differ from the key's, as far as the key goes (little endian, as every machine this runs on).
    @inline(__always)
    private static func differing(_ bytes: UnsafeRawPointer, _ offset: Int, _ count: Int, _ word: UInt64) -> UInt64 {
        let difference = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ word
        let rest = count &- offset
        return rest >= 8 ? difference : difference & ((1 &<< UInt64(rest &* 8)) &- 1)
    }

    mutating func learn(_ key: UnsafeRawBufferPointer, _ child: Int32) {
        guard key.count < KeyTree.Guess.longest else { return }
        self.child = child
        length = UInt32(key.count + 1)
        words = (0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { room in
            room.copyBytes(from: key)
            room[key.count] = JSONText.quoteByte
        }
    }
}
