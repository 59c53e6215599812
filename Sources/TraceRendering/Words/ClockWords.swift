import LogRecords
import TraceRoutes

/// Says of which systems the clocks differ, and by how much at least.
enum ClockWords {
    /// What a table with milliseconds can show.
    private static let least: Int64 = 1_000_000
    private static let mostShown = 4

    /// `nil` where all clocks may agree.
    static func sentence(_ clocks: [ClockOffset]) -> String? {
        let apart = clocks.filter { $0.apart >= least || $0.apart <= -least }
        guard !apart.isEmpty else { return nil }
        let shown = apart.sorted { $0.apart.magnitude > $1.apart.magnitude }.prefix(mostShown).map(words)
        let more = apart.count > mostShown ? [Words.count(apart.count - mostShown, "pair") + " more: see --json"] : []
        return "clocks differ: \((shown + more).joined(separator: "; ")). Times stand as they were written."
    }

    /// `gateway's at least 1.76 s ahead of the edge's [1] [2]`
    private static func words(_ clock: ClockOffset) -> String {
        let length = Words.duration(clock.apart < 0 ? saturatingNegation(clock.apart) : clock.apart)
        let side = clock.apart < 0 ? "behind" : "ahead of"
        return "\(owner(clock.inner)) at least \(length) \(side) \(owner(clock.outer)) \(Words.references(clock.evidence))"
    }

    private static func saturatingNegation(_ number: Int64) -> Int64 { number == .min ? .max : -number }

    private static func owner(_ format: String) -> String { "\(Words.owner(format))'s" }
}
