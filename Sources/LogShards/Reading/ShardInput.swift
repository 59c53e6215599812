/// Where the bytes of a shard come from.
package enum ShardInput: Sendable, Equatable {
    case file(path: String)
    /// What is open already, and may be a pipe.
    case stream(descriptor: Int32)

    package static let standardInput = ShardInput.stream(descriptor: 0)

    /// What messages call it; a stream is `-`.
    package var name: String {
        switch self {
        case .file(let path): path
        case .stream: "-"
        }
    }

    /// Whether the name says that someone is still writing: an unfinished last line is then no line.
    var isPart: Bool { name.hasSuffix(".part") }
}
