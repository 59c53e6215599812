/// Turns a file's bytes into the shard's content, a buffer at a time.
protocol ShardDecoder: AnyObject {
    /// Fills some of `target`, which is not empty; 0 at the end. Damage throws.
    func read(into target: UnsafeMutableRawBufferPointer) throws(ShardError) -> Int

    /// After the end: the file stopped inside a member or frame. That is no damage; what was given so far is right.
    var isCutShort: Bool { get }
    /// After the end: what a person should know.
    var notes: [String] { get }
}

/// Text as it is.
final class PlainDecoder: ShardDecoder {
    private let input: InputBytes
    let isCutShort = false
    let notes: [String] = []

    init(_ input: InputBytes) {
        self.input = input
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws(ShardError) -> Int {
        try input.move(into: target)
    }
}
