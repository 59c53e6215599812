import LogRecords

/// Every key path of every format as one tree of keys, in contiguous memory that lives as long as the tree.
///
/// A node is a place in the JSON. Slots are numbered so that those which recognition asks for come first: their
/// presence fits a few words. Slots within an array's elements come last, `RecordBatch.mostAttempts` times over.
struct KeyTree: ~Copyable {
    /// One place in the JSON.
    struct Node {
        /// -1: nothing of this place itself is wanted.
        var slot: Int32 = -1
        /// The node of each element, where this is an array; else -1.
        var element: Int32 = -1
        /// How many slots an element has.
        var width: Int32 = 0
        /// The first guess of the node's keys; -1: it has no keys.
        var guesses: Int32 = -1
        /// Where `below` lists the slots under this node, and how many.
        var belowStart: Int32 = 0
        var belowCount: Int32 = 0
        /// The line and element that opened this place last.
        var seen: UInt64 = 0

        /// The slot of a value that may be stored without asking the node again; -1: no slot, `asksNode`: others lie
        /// below this one.
        var plainSlot: Int32 { belowCount > 0 ? Node.asksNode : slot }
        static let asksNode: Int32 = -2
    }

    /// One key of one node.
    struct Key {
        var hash: UInt64
        var bytes: UnsafeRawBufferPointer
        var node: Int32
        /// -1: the entry is free.
        var child: Int32
    }

    let nodes: UnsafeMutablePointer<Node>
    let guesses: UnsafeMutablePointer<KeyGuess>
    let keys: UnsafeMutablePointer<Key>
    let keyMask: Int
    let slots: UnsafeMutablePointer<Slot>
    let slotCount: Int
    /// Slots below this number have a bit in `presence`.
    let recognitionCount: Int
    let presence: UnsafeMutablePointer<UInt64>
    let presenceWords: Int
    let below: UnsafeMutablePointer<Int32>
    private var arena = ByteArena()

    init(_ outline: KeyOutline) {
        nodes = .allocate(capacity: outline.places.count)
        slotCount = outline.slotCount
        slots = .allocate(capacity: max(1, slotCount))
        slots.initialize(repeating: .empty, count: max(1, slotCount))
        recognitionCount = outline.recognitionCount
        presenceWords = max(1, (recognitionCount + 63) / 64)
        presence = .allocate(capacity: presenceWords)
        presence.initialize(repeating: 0, count: presenceWords)
        let keyCount = outline.places.reduce(0) { $0 + $1.children.count }
        var capacity = 16
        while capacity < keyCount * 3 { capacity *= 2 }
        keyMask = capacity - 1
        keys = .allocate(capacity: capacity)
        keys.initialize(
            repeating: Key(hash: 0, bytes: UnsafeRawBufferPointer(start: nil, count: 0), node: -1, child: -1), count: capacity)
        let objects = outline.places.count { !$0.children.isEmpty }
        guesses = .allocate(capacity: max(1, objects * KeyGuess.most))
        guesses.initialize(repeating: KeyGuess(), count: max(1, objects * KeyGuess.most))
        let lists = outline.places.indices.map { outline.slots(below: $0) }
        below = .allocate(capacity: max(1, lists.reduce(0) { $0 + $1.count }))
        fill(outline, lists)
    }

    deinit {
        nodes.deallocate()
        guesses.deallocate()
        keys.deallocate()
        slots.deallocate()
        presence.deallocate()
        below.deallocate()
    }

    private mutating func fill(_ outline: KeyOutline, _ lists: [[Int]]) {
        var nextGuess: Int32 = 0
        var nextBelow: Int32 = 0
        for (index, place) in outline.places.enumerated() {
            var node = Node()
            node.slot = Int32(place.slot ?? -1)
            node.element = Int32(place.element ?? -1)
            node.width = Int32(place.elementWidth)
            node.belowStart = nextBelow
            node.belowCount = Int32(lists[index].count)
            for slot in lists[index] {
                below[Int(nextBelow)] = Int32(slot)
                nextBelow += 1
            }
            if !place.children.isEmpty {
                node.guesses = nextGuess
                nextGuess += Int32(KeyGuess.most)
            }
            (nodes + index).initialize(to: node)
            for (key, child) in place.children { add(key, node: Int32(index), child: Int32(child)) }
        }
    }

    private mutating func add(_ key: String, node: Int32, child: Int32) {
        var key = key
        let bytes = key.withUTF8 { arena.copy(UnsafeRawBufferPointer($0)) }
        let hash = wordHash(bytes, seed: UInt64(truncatingIfNeeded: node), .known)
        var index = Int(truncatingIfNeeded: hash) & keyMask
        while keys[index].child >= 0 { index = (index + 1) & keyMask }
        keys[index] = Key(hash: hash, bytes: bytes, node: node, child: child)
    }
}
