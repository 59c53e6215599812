/// What a file looked like when it was read whole: if all of it is the same again, it is not read again. A hint, never
/// an identity.
package struct FileHint: Sendable, Hashable {
    package var path: String
    package var device: UInt64
    package var inode: UInt64
    package var size: Int64
    package var modified: Instant
    package var changed: Instant

    package init(path: String, device: UInt64, inode: UInt64, size: Int64, modified: Instant, changed: Instant) {
        self.path = path
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
    }
}
