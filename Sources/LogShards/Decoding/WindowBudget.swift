import Synchronization

/// The memory that all shards which are read at once may take for large windows of zstd.
///
/// A frame may ask for 128 MiB, and there is a reader a processor, each with up to three shards in its hands. Who gets
/// nothing any more is told so (`ShardError.windowsBusy`) and does not wait here, where it holds what others may wait
/// for.
package final class WindowBudget: Sendable, Equatable {
    /// Windows up to this size are every compressor's usual ones, and not counted.
    package static let usualWindow: UInt64 = 8 << 20
    package static let usualBytes: UInt64 = 512 << 20

    private let left: Mutex<UInt64>

    package init(bytes: UInt64 = usualBytes) {
        left = Mutex(bytes)
    }

    /// Whether there was so much left; what was taken must be given back.
    func take(_ bytes: UInt64) -> Bool {
        left.withLock { left in
            guard bytes <= left else { return false }
            left -= bytes
            return true
        }
    }

    func giveBack(_ bytes: UInt64) {
        left.withLock { $0 += bytes }
    }

    package static func == (one: WindowBudget, other: WindowBudget) -> Bool { one === other }
}
