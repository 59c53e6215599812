import CXXHash
import LogRecords

/// XXH3-128 of what was consumed so far, with the digests at the lengths that someone asked for.
final class RunningDigest {
    private(set) var byteCount: Int64 = 0
    private(set) var watched: [Int64: ContentDigest] = [:]
    private let state: UnsafeMutableRawPointer
    private let markedState: UnsafeMutableRawPointer
    private var markedCount: Int64 = 0
    /// Lengths still ahead, the nearest last.
    private var ahead: [Int64] = []

    init() {
        guard let state = xxh3_create(), let markedState = xxh3_create() else {
            preconditionFailure("no memory for a digest")
        }
        xxh3_reset128(state)
        self.state = state
        self.markedState = markedState
    }

    deinit {
        xxh3_free(state)
        xxh3_free(markedState)
    }

    var digest: ContentDigest {
        let hash = xxh3_digest128(state)
        return ContentDigest(value: ID128(high: hash.high64, low: hash.low64))
    }

    /// Asks for the digests of the first so many bytes; lengths that have passed are not given.
    func watch(_ lengths: [Int64]) {
        ahead = Set(ahead + lengths).filter { $0 >= byteCount }.sorted(by: >)
        noteReached()
    }

    func update(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while let next = ahead.last, next - byteCount <= Int64(rest.count) {
            let part = Int(next - byteCount)
            feed(UnsafeRawBufferPointer(rebasing: rest[..<part]))
            rest = UnsafeRawBufferPointer(rebasing: rest[part...])
            noteReached()
        }
        feed(rest)
    }

    /// Remembers this point for `rewind`.
    func mark() {
        xxh3_copy(markedState, state)
        markedCount = byteCount
    }

    /// Forgets what was consumed after the mark: it belonged to a line that never ended.
    func rewind() {
        xxh3_copy(state, markedState)
        byteCount = markedCount
        watched = watched.filter { $0.key <= byteCount }
    }

    private func feed(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        xxh3_update128(state, start, bytes.count)
        byteCount += Int64(bytes.count)
    }

    private func noteReached() {
        while let next = ahead.last, next == byteCount {
            watched[next] = digest
            ahead.removeLast()
        }
    }
}

/// XXH3-64 of some bytes.
func hash64(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    xxh3_hash64(bytes.baseAddress, bytes.count)
}
