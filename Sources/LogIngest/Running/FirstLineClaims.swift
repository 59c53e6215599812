import Foundation

/// Lets one reader at a time load a shard that begins with a certain line.
///
/// Two files may be copies of each other, or one the beginning of the other, and be met by two readers at once. Neither
/// is in the ledger then. So the second waits until the first has ended, and finds it there. A reader holds one claim
/// at most: no two wait for each other.
final class FirstLineClaims: @unchecked Sendable {  // @unchecked: `held` is guarded by `condition`
    private let condition = NSCondition()
    private var held: Set<UInt64> = []

    /// Waits until nobody else loads a shard that begins so.
    func take(_ firstLineHash: UInt64) {
        condition.lock()
        while held.contains(firstLineHash) { condition.wait() }
        held.insert(firstLineHash)
        condition.unlock()
    }

    func release(_ firstLineHash: UInt64) {
        condition.lock()
        held.remove(firstLineHash)
        condition.broadcast()
        condition.unlock()
    }
}
