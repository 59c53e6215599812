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

    /// The node that a key leads to, or -1; the guess learns it.
    @inline(never)
    func child(
        of node: Int32, _ key: UnsafeRawBufferPointer, _ hasEscapes: Bool, _ guess: UnsafeMutablePointer<KeyTree.Guess>
    ) -> Int32 {
        guard !hasEscapes else {
            // No vendor writes escapes in a key, so they may cost.
            return unescaped(key)?.withUnsafeBytes { lookUp(node, $0) } ?? -1
        }
        let child = lookUp(node, key)
        guess.pointee.learn(key, child)
        return child
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
