import LogRecords

/// Finds the first variant that takes a line.
///
/// Which variants come into question follows from the keys that are present, and those are the same in almost every
/// line of a shard; so the list is remembered by presence, and only values are tested each time.
struct FormatRecogniser {
    private struct Memory {
        var presence: [UInt64]
        var candidates: [Int32]
    }

    private static let mostRemembered = 256
    private var memories: [Memory] = []
    private var last = 0

    /// The variant's index, or -1.
    mutating func variant(_ reader: SlotReader, _ tree: borrowing KeyTree, _ programs: borrowing FormatPrograms) -> Int {
        if memories.isEmpty || !isRemembered(last, tree) { remember(tree, programs) }
        let candidates = memories[last].candidates
        for index in candidates where reader.hold(programs.variants[Int(index)].checks) { return Int(index) }
        return -1
    }

    private func isRemembered(_ index: Int, _ tree: borrowing KeyTree) -> Bool {
        for word in 0..<tree.presenceWords where memories[index].presence[word] != tree.presence[word] { return false }
        return true
    }

    private mutating func remember(_ tree: borrowing KeyTree, _ programs: borrowing FormatPrograms) {
        for index in memories.indices where isRemembered(index, tree) {
            last = index
            return
        }
        var presence: [UInt64] = []
        for word in 0..<tree.presenceWords { presence.append(tree.presence[word]) }
        var candidates: [Int32] = []
        for (index, rule) in programs.rules.enumerated() where rule.holds(tree.presence) { candidates.append(Int32(index)) }
        if memories.count == FormatRecogniser.mostRemembered { memories.removeAll(keepingCapacity: true) }
        memories.append(Memory(presence: presence, candidates: candidates))
        last = memories.count - 1
    }
}
