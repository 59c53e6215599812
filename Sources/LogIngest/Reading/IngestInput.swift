import LogRecords
import LogShards

/// Something to read a shard from, and what the ledger and messages call it.
enum IngestInput: Sendable {
    case file(ShardFile)
    case standardInput

    var shardInput: ShardInput {
        switch self {
        case .file(let file): .file(path: file.path)
        case .standardInput: .standardInput
        }
    }

    /// What messages call it: the path as it was found, `standard input`.
    var name: String {
        switch self {
        case .file(let file): file.path
        case .standardInput: "standard input"
        }
    }

    /// What the ledger keeps: the path below the folder that was given, `-` for standard input.
    var ledgerPath: String {
        switch self {
        case .file(let file): file.relativePath
        case .standardInput: "-"
        }
    }

    /// The folder that was given, from the root.
    var folder: String? {
        switch self {
        case .file(let file): absolutePath(file.folder)
        case .standardInput: nil
        }
    }

    var fileBytes: Int64 {
        switch self {
        case .file(let file): file.fileBytes
        case .standardInput: 0
        }
    }

    /// What the next run knows a file by that gave nothing; `nil` of standard input, and when the run is asked to stop
    /// meanwhile.
    func failed(for reason: String, hasGrown: Bool, unless stop: StopSwitch) -> FailedShard? {
        guard case .file(let file) = self else { return nil }
        // A file that cannot be read is known by how it looks.
        let content = try? fileDigest(ofFileAt: file.path, isStopped: { stop.isOn })
        guard !stop.isOn else { return nil }
        var shard = FailedShard(content: content, path: absolutePath(file.path), fileBytes: file.fileBytes, reason: reason)
        shard.hasGrown = hasGrown
        return shard
    }

    /// What the file looked like, where that can be trusted at `now`: a file that changed within the last two seconds
    /// may change again without its times showing it.
    func hint(now: Instant) -> FileHint? {
        guard case .file(let file) = self else { return nil }
        let settled = now.advanced(by: -2 * Instant.second)
        guard file.hint.modified < settled, file.hint.changed < settled else { return nil }
        var hint = file.hint
        hint.path = absolutePath(hint.path)
        return hint
    }
}
