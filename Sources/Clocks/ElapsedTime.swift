/// Nanoseconds between two moments of the clock that is never set.
package func nanoseconds(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant = .now) -> Int64 {
    let parts = (end - start).components
    return parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
}

/// Seconds that went by on the clock that is never set.
package func seconds(since begun: ContinuousClock.Instant) -> Double { Double(nanoseconds(from: begun)) / 1e9 }
