import Foundation
package import LogRecords

extension Instant {
    /// The wall clock's present moment, to the microsecond: what a line shows.
    package static var now: Instant {
        Instant(nanoseconds: Int64((Date().timeIntervalSince1970 * 1e6).rounded()) * 1000)
    }
}

/// Nanoseconds between two moments of the clock that is never set.
package func nanoseconds(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant = .now) -> Int64 {
    let parts = (end - start).components
    return parts.seconds * Instant.second + parts.attoseconds / 1_000_000_000
}
