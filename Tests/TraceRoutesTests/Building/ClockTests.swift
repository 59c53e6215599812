import LogRecords
import OddValues
import Testing

@testable import TraceRoutes

/// How far the systems' clocks are apart, by what the lines of one request allow.
struct ClockTests {
    private static let millisecond: Int64 = 1_000_000
    private let ray = Story.ray(at: 0)

    private func clocks(_ fill: (inout Story) -> Void) throws -> [ClockOffset] {
        var story = Story()
        fill(&story)
        return try #require(try story.ask(ray.hexadecimal).routes.first).clocks
    }

    private func offset(_ clocks: [ClockOffset], _ inner: String, _ outer: String) throws -> ClockOffset {
        try #require(clocks.first { $0.inner == inner && $0.outer == outer })
    }

    @Test func `a gateway that begins after its caller ended is ahead by what lies between at least`() throws {
        let clocks = try clocks {
            $0.edge(ray, from: 0.0005, to: 2.0005)
            $0.gateway("r", from: 3.1005, to: 5.0005) { $0.ray = ray }
        }
        let gateway = try offset(clocks, Source.waybillGateway, Source.edge)
        let slack: Int64 = 1000
        #expect(abs((gateway.least ?? 0) - 3000 * Self.millisecond) <= 2 * slack)
        #expect(abs((gateway.most ?? 0) - 3100 * Self.millisecond) <= 2 * slack)
        #expect(gateway.apart == gateway.least)
        #expect(gateway.evidence == [1, 2])
    }

    @Test func `clocks that may agree are not apart`() throws {
        let clocks = try clocks {
            $0.edge(ray)
            $0.gateway("r") { $0.ray = ray }
        }
        #expect(clocks.map(\.apart) == [0])
    }

    @Test func `times without a fraction may be off by a second`() throws {
        let clocks = try clocks {
            $0.edge(ray, from: 0, to: 2)
            $0.gateway("r", from: -0.7, to: 1.1) { $0.ray = ray }
        }
        #expect(clocks.map(\.apart) == [0])
    }

    @Test func `a client that left waits for no end`() throws {
        let clocks = try clocks {
            $0.edge(ray, from: 0.001, to: 1.001, status: 499, origin: 0)
            $0.gateway("r", from: 0.1001, to: 4.0001) { $0.ray = ray }
        }
        #expect(clocks.map(\.least) == [nil])
        #expect(clocks.map(\.apart) == [0])
    }

    @Test func `what outlasts its caller bounds the clock from one side`() throws {
        let clocks = try clocks {
            $0.edge(ray, from: 0.0011, to: 1.0011)
            $0.gateway("r", from: 0.1001, to: 1.3001) { $0.ray = ray }
        }
        #expect(clocks.map(\.least) == [nil])
    }

    @Test func `an edge that gave up before the gateway answered waited for no end`() throws {
        let clocks = try clocks {
            $0.edge(ray, from: 0.0011, to: 1.0011, status: 504, origin: 0)
            $0.gateway("r", from: 0.1001, to: 1.0501) { $0.ray = ray }
        }
        #expect(clocks.map(\.least) == [nil])
    }

    @Test func `two tries each have their own clock`() throws {
        let clocks = try clocks {
            $0.edge(ray, from: 0.0011, to: 2.0011)
            $0.gateway("r-1", "europe-west2", from: 0.1001, to: 0.2001, status: 502, attempts: []) { $0.ray = ray }
            $0.gateway("r-2", "us-east4", from: 0.3001, to: 1.9001) { $0.ray = ray }
        }
        #expect(clocks.map(\.evidence) == [[1, 2], [1, 3]])
    }

    @Test func `the extremes of time are answered`() throws {
        for value in [Int64.min, .min + 1, -1, 0, .max] {
            for other in [Int64.min, 0, .max] {
                _ = try clocks {
                    $0.edge(ray) {
                        $0.correlationID = "c"
                        ($0.started, $0.ended) = (Instant(nanoseconds: value), Instant(nanoseconds: other))
                    }
                    $0.access("c") { ($0.started, $0.ended, $0.duration) = (nil, Instant(nanoseconds: value), other) }
                }
            }
        }
    }

    /// True times nest; every clock is wrong by something of its own, and writes its own digits. What is claimed must
    /// hold.
    @Test func `the true offset always lies within the bounds`() throws {
        var dice = Dice.throwing("clock bounds")
        var apart = 0
        for _ in 0..<Dice.count(400, soak: 20_000) {
            let digit = [Self.millisecond * 1000, Self.millisecond, 1000, 1][Int.random(in: 0..<4, using: &dice)]
            let ahead = Int64.random(in: -2_400_000_000...2_400_000_000, using: &dice)
            let inner = (from: Int64.random(in: 0...400, using: &dice), to: Int64.random(in: 500...900, using: &dice))
            func written(_ milliseconds: Int64, ahead: Int64, digit: Int64) -> Instant {
                let exact = Story.day.nanoseconds + milliseconds * Self.millisecond + 123_457 + ahead
                return Instant(nanoseconds: exact - exact % digit)
            }
            let clocks = try clocks {
                $0.edge(ray) {
                    $0.started = written(0, ahead: 0, digit: digit)
                    $0.ended = written(1000, ahead: 0, digit: digit)
                }
                $0.gateway("r") {
                    $0.ray = ray
                    $0.started = written(inner.from, ahead: ahead, digit: 1000)
                    $0.ended = written(inner.to, ahead: ahead, digit: 1000)
                }
            }
            for clock in clocks {
                if let least = clock.least { #expect(least <= ahead) }
                if let most = clock.most { #expect(ahead <= most) }
                #expect(clock.apart.magnitude <= ahead.magnitude)
                if clock.apart != 0 { apart += 1 }
            }
        }
        #expect(apart > 50)
    }

    @Test func `what was observed is inferred once it rests on clocks that differ`() {
        let seen = Clause<String>.observed("us-east4", by: Rule.gatewayRecord.name, in: Evidence(1))
        let weak = seen.weakened(by: RuleName("clocks-differ"), because: .clocksDiffer(byNanoseconds: 1_800_000_000))
        #expect(weak.basis == .inferred && weak.value == "us-east4" && weak.evidence == [1])
        #expect(weak.rule == RuleName("clocks-differ") && weak.details == [.clocksDiffer(byNanoseconds: 1_800_000_000)])
        let weaker = weak.weakened(by: RuleName("other"), because: .restsOnAddress)
        #expect(
            weaker.rule == RuleName("clocks-differ")
                && weaker.details == [.clocksDiffer(byNanoseconds: 1_800_000_000), .restsOnAddress])
        let absent = Clause<String>.absent(Absence(.notCalled, basis: .observed), by: Rule.notCalled.name, in: Evidence(1))
        #expect(absent.weakened(by: RuleName("clocks-differ"), because: .restsOnAddress).basis == .inferred)
        #expect(
            Clause<String>.unknown(.notLoaded).weakened(by: RuleName("clocks-differ"), because: .restsOnAddress)
                == .unknown(.notLoaded))
    }
}
