package import OwnedFiles

extension FileAccess {
    /// Makes a folder for shards, with those above it that are missing.
    package func makeShardFolder(_ path: String) throws(ShardError) {
        do throws(ErrorNumber) { try makeFolders(path) } catch { throw .cannotWrite(path: path, code: error.code) }
    }
}
