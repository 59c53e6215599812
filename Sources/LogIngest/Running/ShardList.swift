import Foundation
import LogFormats
import LogRecords
import LogShards

/// What the given paths hold: shards to read, files that are left alone, and paths that give nothing.
struct ShardList {
    var inputs: [IngestInput] = []
    var skipped: [SkippedFile] = []
    /// Paths that were asked for and are not to be had.
    var failures: [Explanation] = []
    /// Folders that were asked for and have no shard.
    var emptyFolders: [Explanation] = []

    /// Shards that end before what was asked for.
    var leftOut = 0

    /// Files below `store` are the store's own, should it lie among the logs.
    init(_ paths: [String], outside store: String?, since: Instant? = nil) {
        let found = ShardWalk.find(paths.filter { $0 != "-" })
        let storeInside = store.map(ShardList.inside)
        let files = found.files.filter { file in !(storeInside.map { absolutePath(file.path).hasPrefix($0) } ?? false) }
        inputs = files.filter { ShardList.ends($0, after: since) }.map(IngestInput.file)
        leftOut = files.count - inputs.count
        skipped = found.skipped.filter { !$0.isFailure }
        failures = found.skipped.filter(\.isFailure).map { IngestError.notRead(path: $0.path, reason: $0.reason).explanation }
        for path in paths where path != "-" && ShardWalk.isFolder(path) {
            let isRead = !found.skipped.contains { $0.isFailure && absolutePath($0.path) == absolutePath(path) }
            let inside = ShardList.inside(path)
            if isRead, !files.contains(where: { absolutePath($0.path).hasPrefix(inside) }) {
                emptyFolders.append(IngestError.noShards(folder: path).explanation)
            }
        }
        if paths.contains("-") { inputs.append(.standardInput) }
    }

    /// Whether a shard may have what is asked for: one whose name tells no window may.
    private static func ends(_ file: ShardFile, after since: Instant?) -> Bool {
        guard let since, let rhythm = shardRhythm(ofPath: file.relativePath) else { return true }
        return rhythm.window.to > since
    }

    /// On disk; `nil` when standard input is among the shards.
    var bytes: Int64? {
        var total: Int64 = 0
        for input in inputs {
            guard case .file(let file) = input else { return nil }
            total += file.fileBytes
        }
        return total
    }

    /// What the path of everything below a folder begins with.
    private static func inside(_ folder: String) -> String {
        let folder = absolutePath(folder)
        return folder == "/" ? folder : folder + "/"
    }
}
