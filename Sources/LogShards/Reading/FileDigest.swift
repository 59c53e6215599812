package import LogRecords

/// XXH3-128 of a file's own bytes, however they are coded: what a file is known by that gives no content. Throws where
/// it cannot be read.
///
/// `nil` of a file that is empty, or of nothing but NULs: two of them are not the same loss.
package func fileDigest(ofFileAt path: String, isStopped: @escaping @Sendable () -> Bool) throws(ShardError) -> ContentDigest? {
    let bytes = try InputBytes(.file(path: path), bufferBytes: 1 << 18)
    let digest = RunningDigest()
    var hasContent = false
    while !isStopped() {
        let part = try bytes.peek(atLeast: 1)
        if part.isEmpty { return hasContent ? digest.digest : nil }
        hasContent = hasContent || part.contains { $0 != 0 }
        digest.update(part)
        bytes.consume(part.count)
    }
    return nil
}
