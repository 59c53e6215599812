import LogRecords
import LogShards

/// What a file is to the shards that begin with the same line, found by reading all of it once before a line of it
/// counts.
enum ShardIdentity: Sendable {
    case new
    /// `isOfUse`: some line of it became something.
    case known(ShardEntry, isOfUse: Bool)
    /// It begins with the whole content of this shard, which perhaps continues others.
    case continues(ShardEntry, isOfUse: Bool)
    /// It may be the beginning of this longer shard, whose file is not there to be compared.
    case mayRepeat(ShardEntry)
    case interrupted

    /// Shards that are compared with byte by byte at most; behind that the file is refused rather than loaded twice.
    static let mostCompared = 16

    /// Decides by digests: the file's own, and its running digest at the length of each candidate.
    static func find(
        of path: String, among candidates: [ShardEntry], limits: ShardLimits, stop: StopSwitch
    ) throws(ShardError) -> ShardIdentity {
        let reader = try ShardReader(.file(path: path), limits: limits)
        reader.watchDigest(atLengths: candidates.map(\.servedBytes))
        while try reader.nextLines() != nil {
            if stop.isOn { return .interrupted }
        }
        let begun = candidates.filter { $0.servedBytes <= reader.servedBytes && reader.watched[$0.servedBytes] == $0.digest }
        let isOfUse = !begun.allSatisfy(\.tally.isWhollyRejected)
        if let same = candidates.first(where: { $0.digest == reader.digest }) { return .known(same, isOfUse: isOfUse) }
        let longer = candidates.filter { $0.servedBytes > reader.servedBytes }
        for (index, entry) in longer.enumerated() {
            guard index < mostCompared else { return .mayRepeat(entry) }
            switch try begins(entry, with: reader.digest, length: reader.servedBytes, limits: limits, stop: stop) {
            case true?: return .known(entry, isOfUse: !entry.isWhollyRejected)
            case false?: continue
            case nil: return stop.isOn ? .interrupted : .mayRepeat(entry)
            }
        }
        return begun.max { $0.servedBytes < $1.servedBytes }.map { .continues($0, isOfUse: isOfUse) } ?? .new
    }

    /// Whether a known shard begins with content of this digest; `nil` when its file is gone or is not what was loaded.
    private static func begins(
        _ entry: ShardEntry, with digest: ContentDigest, length: Int64, limits: ShardLimits, stop: StopSwitch
    ) throws(ShardError) -> Bool? {
        guard let folder = entry.folder else { return nil }
        do throws(ShardError) {
            let reader = try ShardReader(.file(path: folder + "/" + entry.path), limits: limits)
            reader.watchDigest(atLengths: [length, entry.servedBytes])
            while try reader.nextLines() != nil {
                if stop.isOn { return nil }
            }
            guard reader.digest == entry.digest || reader.watched[entry.servedBytes] == entry.digest else { return nil }
            return reader.watched[length].map { $0 == digest }
        } catch .windowsBusy(let path) {
            throw .windowsBusy(path: path)
        } catch {
            // The file cannot be read: the question is open, which is what the caller is told.
            return nil
        }
    }
}
