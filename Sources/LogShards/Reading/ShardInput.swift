/// Where the bytes of a shard come from.
package enum ShardInput: Sendable, Equatable {
    case file(path: String)
    case standardInput

    /// What messages call it; standard input is `-`.
    package var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: "-"
        }
    }

    /// Whether the name says that someone is still writing: an unfinished last line is then no line.
    var isPart: Bool { name.hasSuffix(".part") }
}
