import Foundation

/// Regions, their health, how far they are and what they serve, in at most 80 columns for up to six colos.
struct LiveTable {
    private var last: (counts: EdgePage.Counts, at: ContinuousClock.Instant)?
    private let started = ContinuousClock.now

    /// The lines as they are now; rates are those since the last call.
    mutating func lines(_ page: EdgePage, _ regions: [String: Topology.Region], order: [String], _ clients: Clients) -> [String] {
        let now = ContinuousClock.now
        let seconds = last.map { Double(($0.at.duration(to: now)) / .seconds(1)) } ?? 0
        let colos = page.colos.keys.sorted()
        let counts = clients.counts
        let uptime = Int(started.duration(to: now) / .seconds(1))
        var lines = [
            "up \(uptime / 60):\(LiveTable.padded("\(uptime % 60)", 2, with: "0"))   \(counts.asked) requests, \(counts.completed) whole with 200"
                + "   retried \(page.counts.retries)   load \(LiveTable.rate(clients.load))/s",
            LiveTable.row("region", "health", colos, "req/s", "rerouted"),
        ]
        for name in order {
            guard let region = regions[name] else { continue }
            let ways = colos.map { page.colos[$0]?[name] }
            let served = (page.counts.served[name] ?? 0) - (last?.counts.served[name] ?? 0)
            lines.append(
                LiveTable.row(
                    name, LiveTable.health(region, ways), ways.map { way in way?.mean_ms.map { "\(Int($0.rounded()))" } ?? "-" },
                    seconds > 0 ? LiveTable.rate(Double(served) / seconds) : "-", "\(page.counts.rerouted[name] ?? 0)"))
        }
        last = (page.counts, now)
        return lines
    }

    private static func row(_ region: String, _ health: String, _ ways: [String], _ rate: String, _ rerouted: String) -> String {
        region.padding(toLength: 17, withPad: " ", startingAt: 0) + health.padding(toLength: 15, withPad: " ", startingAt: 0)
            + ways.map { padded($0, 5) }.joined() + padded(rate, 8) + padded(rerouted, 9)
    }

    private static func health(_ region: Topology.Region, _ ways: [EdgePage.Way?]) -> String {
        if let word = region.word { return word }
        let down = ways.compactMap { $0 }.filter { !$0.up }
        if let why = down.first?.why { return why }
        var words = "up"
        if region.skew != 0 { words += " \(region.skew < 0 ? "" : "+")\(rate(region.skew))s" }
        if region.addedMilliseconds > 0 { words += " +\(Int(region.addedMilliseconds))ms" }
        return words
    }

    private static func rate(_ value: Double) -> String {
        value.formatted(.number.precision(.fractionLength(0...1)).locale(Locale(identifier: "en_US_POSIX")).grouping(.never))
    }

    private static func padded(_ text: String, _ width: Int, with pad: String = " ") -> String {
        String(repeating: pad, count: max(0, width - text.count)) + text
    }
}
