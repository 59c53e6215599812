import LogRecords
import OddValues
import StoreContract
import Testing

@testable import TraceRoutes

/// Requests that share ids are never one.
struct SharedIDTests {
    @Test func `two whole requests that share ids are never one, at any distance`() throws {
        var dice = Dice.throwing("two")
        var merged: [String] = []
        let count = Dice.count(300, soak: 20_000)
        var tried = 0
        while tried < count {
            let requests = DrawnPair.drawn(&dice).requests.map { $0.lines(&dice) }
            guard requests.allSatisfy(hangTogether) else { continue }
            tried += 1
            for part in parts(of: Array(requests.joined())) where Set(part.records.map(\.sighting.place.offset)).count > 1 {
                merged.append(described(part.records.map(\.sighting)) + "\n of" + described(Array(requests.joined())))
            }
        }
        #expect(merged.isEmpty, "\(merged.count) of \(count): \(merged.prefix(3).joined(separator: "\n"))")
    }

    @Test func `where lines are lost, what contradicts is not joined as observed`() throws {
        var dice = Dice.throwing("losses")
        var contradicting: [String] = []
        var kinds: [String: Int] = [:]
        let count = Dice.count(1_000, soak: 60_000)
        for _ in 0..<count {
            let pair = DrawnPair.drawn(&dice)
            let lines = pair.requests.flatMap { $0.lines(&dice) }.filter { _ in dice.below(5) > 0 }
            for part in parts(of: lines) where part.mixes && part.clocksDifferBy == nil {
                kinds[part.kind, default: 0] += 1
                if part.contradicts { contradicting.append(described(part.records.map(\.sighting))) }
            }
        }
        print(
            "two requests with a fifth of their lines lost, of \(count) pairs joined as observed: \(kinds.sorted { $0.key < $1.key })"
        )
        #expect(contradicting.isEmpty, "\(contradicting.count): \(contradicting.prefix(3).joined(separator: "\n"))")
    }

    private func parts(of lines: [Sighting]) -> [Part] {
        guard !lines.isEmpty else { return [] }
        return Parting(lines.map(JoinedRecord.init)).parts { _ in true }
    }
}

/// Two requests of one caller that share a correlation id, a trace, or both.
struct DrawnPair {
    var requests: [DrawnRequest]

    static func drawn(_ dice: inout SeededDice) -> DrawnPair {
        let distance = dice.element(of: [0, 30, 200, 500, 500, 1_500, 6_000, 20_000, 100_000])
        let first = DrawnRequest.drawn(1, at: 0, &dice)
        var second = DrawnRequest.drawn(2, at: distance + dice.below(100), &dice)
        second.isOwnGateway = first.isOwnGateway
        let shares = dice.below(4)
        if shares != 1 { second.correlation = first.correlation }
        if shares == 1 || shares == 2 { second.trace = first.trace }
        if dice.below(2) == 0 { second.replica = first.replica }
        if dice.below(3) == 0 { second.path = "/v1/chat" }
        if dice.below(3) == 0 { second.status = 503 }
        if dice.below(3) == 0 { second.duration = first.duration }
        return DrawnPair(requests: [first, second])
    }
}

extension Part {
    /// Whether lines of two requests were joined and nothing says that this is an inference.
    fileprivate var mixes: Bool { Set(records.map(\.sighting.place.offset)).count > 1 }

    /// Whether what the joined lines state shows that they are two requests'.
    fileprivate var contradicts: Bool {
        let lines = records.map(\.sighting)
        func differ<Value: Hashable>(_ value: (Sighting) -> Value?) -> Bool { Set(lines.compactMap(value)).count > 1 }
        let replicas = Set(lines.filter { $0.format != Source.waybillGateway }.compactMap(\.gatewayInstance))
        return replicas.count > 1 || differ(\.path) || differ(\.method) || differ(\.status)
            || differ { $0.vantage == .edge ? $0.ray : nil }
            || !isNested
    }

    /// Whether each line of an inner vantage lies in the lines of the outer ones, give or take a tenth of a second, or
    /// one more where times are in whole seconds.
    private var isNested: Bool {
        records.allSatisfy { outer in
            records.filter { $0.vantage.rawValue > outer.vantage.rawValue }.allSatisfy { inner in
                guard let wide = outer.span?.widened(by: outer.isInWholeSeconds ? 1_100_000_000 : 100_000_000),
                    let span = inner.span
                else { return true }
                // A call's last line may be written a second late.
                return wide.contains(span.from) && wide.contains(span.to) || inner.vantage == .provider && inner.begin == nil
            }
        }
    }

    /// Which vantages' lines of each request were joined.
    fileprivate var kind: String {
        Dictionary(grouping: records, by: \.sighting.place.offset).sorted { $0.key < $1.key }
            .map {
                $0.value.map { $0.isCloudRun ? "run" : $0.vantage.name }.reduce(into: [String]()) {
                    if !$0.contains($1) { $0.append($1) }
                }.joined(separator: "+")
            }
            .joined(separator: " with ")
    }
}
