import LogRecords

/// The tree's memory as a pass sees it, all by plain pointers.
struct ScanTables {
    let nodes: UnsafeMutablePointer<KeyTree.Node>
    let slots: UnsafeMutablePointer<Slot>
    let presence: UnsafeMutablePointer<UInt64>
    let guesses: UnsafeMutablePointer<KeyGuess>
    let keys: UnsafeMutablePointer<KeyTree.Key>
    let keyMask: Int
    let below: UnsafeMutablePointer<Int32>
    let recognitionCount: Int32
    let frames: UnsafeMutablePointer<ScanFrame>
    let generation: UInt32

    /// The frame of a container that opens at `start`.
    @inline(__always)
    func open(_ frame: UnsafeMutablePointer<ScanFrame>, _ node: Int32, _ offset: Int32, isArray: Bool, _ start: Int) {
        var opened = ScanFrame()
        opened.bracket = isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")
        opened.start = UInt32(truncatingIfNeeded: start)
        opened.offset = offset
        if node >= 0 { enter(node, offset, &opened) }
        frame.initialize(to: opened)
    }

    @inline(__always)
    private func enter(_ node: Int32, _ offset: Int32, _ opened: inout ScanFrame) {
        let entry = nodes + Int(node)
        if entry.pointee.belowCount > 0 { clearIfSeen(entry, offset) }
        if entry.pointee.slot >= 0 { opened.slot = entry.pointee.slot &+ offset }
        if opened.isArray {
            opened.node = entry.pointee.element >= 0 ? node : -1
        } else if entry.pointee.guesses >= 0 {
            opened.node = node
            opened.guess = guesses + Int(entry.pointee.guesses)
            opened.lastGuess = guesses + (Int(entry.pointee.guesses) &+ KeyGuess.most &- 1)
        }
    }

    /// Fills the slot of a value that is no container; `slot` is the node's `plainSlot`.
    @inline(__always)
    func store(_ kind: Slot.Kind, _ node: Int32, _ slot: Int32, _ offset: Int32, _ start: Int, _ length: Int) {
        let value = Slot(
            start: UInt32(truncatingIfNeeded: start), length: UInt32(truncatingIfNeeded: length), generation: generation,
            kind: kind, count: 0)
        if slot >= 0 { fill(slot &+ offset, value) } else if slot == KeyTree.Node.asksNode { store(value, node, offset) }
    }

    /// A value without containers where another line has one.
    @inline(never)
    private func store(_ value: Slot, _ node: Int32, _ offset: Int32) {
        let entry = nodes + Int(node)
        clearIfSeen(entry, offset)
        if entry.pointee.slot >= 0 { fill(entry.pointee.slot &+ offset, value) }
    }

    /// The same for `null`, which is what a slot says that nothing was stored in.
    @inline(__always)
    func storeNull(_ node: Int32, _ slot: Int32, _ offset: Int32) {
        guard slot != -1 else { return }
        if slot >= 0, slots[Int(slot &+ offset)].generation != generation { return }
        store(.null, node, slot, offset, 0, 0)
    }

    /// Fills the slot of a container that ended at `end`.
    @inline(never)
    func fill(_ frame: UnsafeMutablePointer<ScanFrame>, _ end: Int) {
        let frame = frame.pointee
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

    /// The node that the key at `place` leads to, or -1, and the place behind its quote. `nil` where that is no JSON.
    @inline(never)
    func child(of node: Int32, at place: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> (
        child: Int32, after: UnsafePointer<UInt8>
    )? {
        let (quote, hasEscapes) = JSONText.closingQuote(place, end)
        guard let quote else { return nil }
        let key = UnsafeRawBufferPointer(start: place, count: quote - place)
        guard hasEscapes else { return (lookUp(node, key), quote + 1) }
        // Hardly a writer escapes a key, so it may cost.
        return (unescaped(key)?.withUnsafeBytes { lookUp(node, $0) } ?? -1, quote + 1)
    }

    private func lookUp(_ node: Int32, _ key: UnsafeRawBufferPointer) -> Int32 {
        let hash = wordHash(key, seed: UInt64(truncatingIfNeeded: node), .known)
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
