import Glibc
package import LogRecords

/// Reads lines out of shards that lie in files, where they lay or wherever they were moved.
///
/// A shard is read whole, once, and its lines are given only if it has the digest that was loaded. A shard that has
/// grown since is the same as far as it was loaded, and that far it counts.
package struct FileEvidence: EvidenceReader {
    private let folders: [String]
    private let limits: ShardLimits

    /// `searching`: folders to look through for a shard that is not where it was.
    package init(searching folders: [String] = [], limits: ShardLimits = ShardLimits()) {
        self.folders = folders
        self.limits = limits
    }

    package func lines(of shard: ShardEntry, at places: [LinePlace]) throws -> [[UInt8]] {
        try find(shard) { path in try lines(ofFileAt: path, shard, places) }
    }

    /// The file that holds what was loaded, wherever it lies; reads it to know that.
    package func file(of shard: ShardEntry) throws -> String {
        try find(shard) { path in try lines(ofFileAt: path, shard, []).map { _ in path } }
    }

    private func find<Found>(_ shard: ShardEntry, _ look: (String) throws -> Found?) throws -> Found {
        var failure: any Error = EvidenceError.standardInput(digest: shard.digest)
        if let path = FileEvidence.path(of: shard) {
            if ShardWalk.hint(ofFileAt: path) == nil {
                // Who reads the store need not be allowed to enter the shards' folder.
                let isClosed = PathText.withPath(path) { access($0, F_OK) } != 0 && errno == EACCES
                failure =
                    isClosed
                    ? ShardError.cannotOpen(path: path, code: EACCES) : EvidenceError.gone(path: path, digest: shard.digest)
            } else {
                do {
                    if let found = try look(path) { return found }
                    failure = EvidenceError.changed(path: path, digest: shard.digest)
                } catch let error as ShardError {
                    failure = error
                }
            }
        }
        for path in candidates(for: shard) {
            // A file that cannot be read is not the one that is looked for; why the shard is missing was found out above.
            if let found = try? look(path) { return found }
        }
        throw failure
    }

    private static func path(of shard: ShardEntry) -> String? {
        guard let folder = shard.folder else { return nil }
        return folder.hasSuffix("/") ? folder + shard.path : folder + "/" + shard.path
    }

    /// `nil` if the content is another's.
    private func lines(ofFileAt path: String, _ shard: ShardEntry, _ places: [LinePlace]) throws -> [[UInt8]]? {
        let reader = try ShardReader(.file(path: path), limits: limits)
        reader.watchDigest(atLengths: [shard.servedBytes])
        let order = places.indices.sorted { places[$0].offset < places[$1].offset }
        var found: [[UInt8]?] = Array(repeating: nil, count: places.count)
        var next = 0
        while let block = try reader.nextLines() {
            for line in block where next < order.count {
                while next < order.count, places[order[next]].offset < line.offset &+ max(1, line.length) {
                    found[order[next]] = line.bytes(at: places[order[next]])
                    next += 1
                }
            }
        }
        guard reader.watched[shard.servedBytes] == shard.digest else { return nil }
        return try zip(places, found).map { place, bytes in
            guard let bytes else { throw EvidenceError.noSuchLine(path: path, line: place.line) }
            return bytes
        }
    }

    /// Files that might be the shard under another name, the likeliest first: the same size, then the same last name,
    /// then what was recompressed.
    private func candidates(for shard: ShardEntry) -> [String] {
        let name = shard.path.split(separator: "/").last.map(String.init) ?? shard.path
        func unlikeliness(_ file: ShardFile) -> Int {
            file.fileBytes == shard.fileBytes ? 0 : file.relativePath.hasSuffix(name) ? 1 : 2
        }
        return ShardWalk.find(folders).files
            .map { (unlikeliness($0), $0) }
            .sorted { $0.0 < $1.0 }
            .map(\.1.path)
    }
}

extension ShardLine {
    /// What lies at a place in it: all of it, or one of the objects that stand on one line.
    fileprivate func bytes(at place: LinePlace) -> [UInt8]? {
        guard !isTooLong, place.offset >= offset else { return nil }
        if place.offset == offset, place.length == length { return Array(bytes) }
        var pieces = LinePieces(bytes)
        while let piece = pieces.next() {
            guard case .line(let range) = piece else { continue }
            if place.offset &- offset == Int64(range.lowerBound), place.length == Int64(range.count) { return Array(bytes[range]) }
            pieces.open()
        }
        return nil
    }
}
