/// The moments that a clock that is right can have written into a log: others say nothing about when a request was.
package struct PlausibleTime: Sendable {
    /// 2012-10-12, from which Cloudflare counts its rays: no id of a request says an earlier time.
    package static let earliest = Instant(nanoseconds: 1_350_000_000 * Instant.second)  // bounded: a constant
    /// How far a clock may be ahead.
    static let mostAhead = 2 * Instant.day

    /// In nanoseconds since 1970.
    package let range: Range<Int64>

    /// As it is at that moment.
    package init(at now: Instant) {
        let latest = max(now.advanced(by: Self.mostAhead), Self.earliest)
        range = Self.earliest.nanoseconds..<latest.advanced(by: 1).nanoseconds
    }
}
