import LogRecords

/// Reads a line once: checks that it is JSON, and fills the slots of the key paths that are wanted.
///
/// Nothing is unescaped, copied or allocated; a slot is a kind and a range of bytes. What stood between two values in
/// the previous line is compared first, sixteen bytes at a time, and only another key is hashed. Nesting is a stack of
/// frames, not recursion.
struct LineScanner: ~Copyable {
    /// Deeper nesting is refused: far beyond any log, and small enough for any reader.
    static let deepest = 512

    let tree: KeyTree
    /// The number of the line; slots that carry another are empty. Behind a pointer, so that a scanner never changes: a
    /// class that holds one would check at each line that nobody else does.
    private let lines: UnsafeMutablePointer<UInt32>
    private let frames: UnsafeMutablePointer<ScanFrame>

    init(_ outline: KeyOutline) {
        tree = KeyTree(outline)
        frames = .allocate(capacity: LineScanner.deepest + 1)
        lines = .allocate(capacity: 1)
        lines.initialize(to: 0)
    }

    deinit {
        frames.deallocate()
        lines.deallocate()
    }

    var generation: UInt32 { lines.pointee }

    /// Scans one line; the slots stay as they are until the next one.
    func scan(_ line: UnsafeRawBufferPointer) -> ScanOutcome {
        beginLine()
        guard let base = line.baseAddress, line.count < Int(Int32.max) else { return line.isEmpty ? .blank : .notJSON }
        let start = base.assumingMemoryBound(to: UInt8.self)
        let tables = ScanTables(
            nodes: tree.nodes, slots: tree.slots, presence: tree.presence, guesses: tree.guesses, keys: tree.keys,
            keyMask: tree.keyMask, below: tree.below, recognitionCount: Int32(truncatingIfNeeded: tree.recognitionCount),
            frames: frames, generation: generation)
        return ScanPass(from: start, count: line.count, tables).run()
    }

    private func beginLine() {
        for word in 0..<tree.presenceWords { tree.presence[word] = 0 }
        lines.pointee &+= 1
        if generation == 0 {
            // After four milliards of lines the numbers begin anew, and no old slot may look new.
            tree.slots.update(repeating: .empty, count: tree.slotCount)
            lines.pointee = 1
        }
    }
}

/// An object or array that is open.
struct ScanFrame {
    /// Where the keys are looked up, or whose elements follow; -1: nothing in here is wanted.
    var node: Int32 = -1
    /// Added to the slots in here: which element of an array this lies in.
    var offset: Int32 = 0
    /// The container's own slot; -1: it has none.
    var slot: Int32 = -1
    var start: UInt32 = 0
    /// Elements so far.
    var count: UInt32 = 0
    /// What closes it.
    var bracket = UInt8(ascii: "}")
    /// What the next key is compared with, while a container within this one is open; `nil`: no key of it is wanted.
    var guess: UnsafeMutablePointer<KeyGuess>?
    /// What the keys behind `KeyGuess.most` are compared with.
    var lastGuess: UnsafeMutablePointer<KeyGuess>?

    var isArray: Bool { bracket == UInt8(ascii: "]") }
}
