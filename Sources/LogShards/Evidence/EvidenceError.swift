package import LogRecords

/// Why a line cannot be shown although it was loaded.
package enum EvidenceError: Explained, Equatable {
    case standardInput(digest: ContentDigest)
    case gone(path: String, digest: ContentDigest)
    /// Something is there, with other content.
    case changed(path: String, digest: ContentDigest)
    case noSuchLine(path: String, line: Int64)

    package var explanation: Explanation {
        switch self {
        case .standardInput(let digest):
            Explanation(
                "the shard came by standard input and is gone", at: "\(digest)",
                hint: "if it was kept as a file, name its folder with --shards DIR")
        case .gone(let path, let digest):
            Explanation(
                "the shard is not there any more", at: path,
                hint: "name the folder where \(digest) lies now with --shards DIR; it is looked for by content, whatever its name")
        case .changed(let path, let digest):
            Explanation(
                "the shard is not what was loaded: its digest is not \(digest)", at: path,
                hint: "name the folder where the one that was loaded lies with --shards DIR")
        case .noSuchLine(let path, let line):
            Explanation("the shard has the digest that was loaded, but no such line", at: "\(path):\(line)")
        }
    }
}
