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

/// Reads on to the file's end and says how much lay there after the last whole member or frame.
func noteRubbish(_ input: InputBytes, after what: String) throws(ShardError) -> String {
    var count = 0
    var isZero = true
    while case let bytes = try input.peek(atLeast: 1), !bytes.isEmpty {
        isZero = isZero && bytes.allSatisfy { $0 == 0 }
        count += bytes.count
        input.consume(bytes.count)
    }
    return "\(count) \(count == 1 ? "byte" : "bytes") of \(isZero ? "zero padding" : "rubbish") after the last \(what) ignored"
}
