import LogRecords

extension StoreContract {
    static let silence: [StoreContract] = [
        StoreContract("what a source in front saw answered and nobody behind has is a silent hour, until its shard comes") {
            store in
            try store.load(hours: [heard(10, by: gateway), seen(11, by: runtime)], digest: 1)
            try store.load(hours: [heard(12, by: gateway)], digest: 2)
            let silent = try store.silent()
            try expect(silent.map(\.hour), is: [11])
            try expect(silent.first?.behind, is: gateway.source)
            try expect(silent.first?.seen, is: 3)
            try expect(silent.first?.isCertain, is: true)
            try store.load(hours: [heard(11, by: gateway)], digest: 3)
            try expect(try store.silent(), is: [])
        },
        StoreContract("silent hours with no line between them are one silence, though nobody asked in some of them") { store in
            try store.load(
                hours: [heard(9, by: gateway)] + [11, 12, 15, 18].map { seen($0, by: runtime) } + [heard(20, by: gateway)],
                digest: 1)
            try expect(try store.silent().map(\.isContinued), is: [false, true, true, true])
            var other = gateway
            other.service = "billing"
            try store.load(hours: [heard(17, by: other)], digest: 2)
            try expect(try store.silent().map(\.isContinued), is: [false, true, true, true], "another service says nothing")
            try store.load(hours: [heard(17, by: gateway)], digest: 3)
            try expect(try store.silent().map(\.isContinued), is: [false, true, true, false])
        },
        StoreContract("lines of one hour in several shards add up") { store in
            try store.load(hours: [seen(11, by: runtime), heard(20, by: gateway)], digest: 1)
            try store.load(hours: [seen(11, by: runtime)], digest: 2)
            try expect(try store.silent().map(\.seen), is: [6])
        },
        StoreContract("a gateway that is heard for the first time was expected before") { store in
            try store.load(hours: [seen(11, by: runtime)], digest: 1)
            try expect(try store.silent(), is: [])
            try store.load(hours: [heard(20, by: gateway)], digest: 2)
            try expect(try store.silent().map(\.hour), is: [11])
        },
        StoreContract("another service of the same region is no answer, and is not expected") { store in
            var other = runtime
            other.service = "billing"
            try store.load(hours: [seen(11, by: other), heard(11, by: gateway)], digest: 1)
            try expect(try store.silent(), is: [])
        },
        StoreContract("a request just before the hour is answered by a line just behind it") { store in
            let last = SourceHour.begin(12).advanced(by: -Instant.second)
            var front = seen(11, by: runtime)
            (front.lines, front.reached) = (1, 1)
            (front.span, front.reachedSpan) = (TimeRange(from: last, to: last), TimeRange(from: last, to: last))
            try store.load(hours: [front, heard(12, by: gateway), heard(20, by: gateway)], digest: 1)
            try expect(try store.silent(), is: [])
        },
        StoreContract("what a balancer saw is not certain, and is nothing where a replica wrote before and behind it") { store in
            try store.load(hours: [seen(11, by: balancer), heard(9, by: gateway)], digest: 1)
            try expect(try store.silent().map(\.isCertain), is: [false])
            try store.load(replicas: [replica("a", 1...9, from: 9, to: 13)], digest: 2)
            try expect(try store.silent(), is: [])
        },
        StoreContract("fewer lines than were seen answered are told, and are not certain; one may lie at the end of an hour") {
            store in
            var (front, few) = (seen(11, by: runtime), heard(11, by: gateway))
            front.reachedSpan = TimeRange(from: SourceHour.begin(11).advanced(by: Instant.minute), to: few.span.to)
            few.lines = 2
            try store.load(hours: [front, few], digest: 1)
            try expect(try store.silent().map(\.heard), is: [2])
            try expect(try store.silent().map(\.isCertain), is: [false])
            try store.load(hours: [seen(13, by: runtime), SourceHour(13, few)], digest: 2)
            try expect(try store.silent().map(\.hour), is: [11], "one of the later hour began with the hour")
            few.lines = 1
            try store.load(hours: [few], digest: 3)
            try expect(try store.silent(), is: [])
        },
        StoreContract("a region that serves what is heard elsewhere, and was never heard itself, is named") { store in
            var there = gateway
            there.region = "there"
            try store.load(hours: [seen(11, by: runtime), heard(11, by: there)], digest: 1)
            try expect(try store.makeReader().silences(in: nil, limit: 9).unheard, is: [runtime])
            try store.load(hours: [heard(20, by: gateway)], digest: 2)
            try expect(try store.makeReader().silences(in: nil, limit: 9).unheard, is: [])
        },
        StoreContract("a replica is open until a line says that it stopped, wherever its other lines are") { store in
            try store.load(replicas: [replica("a", 1...5, from: 9, to: 10)], digest: 1)
            try expect(try store.open(before: 12).map(\.replica.instance), is: ["a"])
            try expect(try store.open(before: 10).map(\.replica.instance), is: [], "it may write more")
            try store.load(replicas: [replica("a", 6...7, from: 10, to: 11, stopped: 7)], digest: 2)
            try expect(try store.open(before: 12).map(\.replica.instance), is: [])
        },
        StoreContract("a replica that writes behind its last word is open again") { store in
            try store.load(replicas: [replica("a", 1...5, from: 9, to: 10, stopped: 5)], digest: 1)
            try store.load(replicas: [replica("a", 6...6, from: 10, to: 11)], digest: 2)
            try expect(try store.open(before: 12).map(\.replica.lastNumber), is: [6])
        },
        StoreContract("an open replica comes with the next line in front that names its region") { store in
            try store.load(
                hours: [seen(9, by: runtime), seen(14, by: runtime), seen(15, by: runtime)],
                replicas: [replica("a", 1...5, from: 9, to: 11)], digest: 1)
            let fronts = try store.open(before: 20).first?.fronts
            try expect(fronts, is: [OpenReplica.Front(source: runtime.source, next: SourceHour.begin(14))])
            try store.load(replicas: [replica("b", 1...5, from: 9, to: 10)], digest: 2)
            try expect(try store.open(before: 20).map(\.fronts.count), is: [1, 0], "of the last of a region alone")
        },
        StoreContract("a replica whose first line is missing began before what is loaded") { store in
            try store.load(replicas: [replica("a", 5...9, from: 9, to: 10, stopped: 9)], digest: 1)
            let before = TimeRange(from: SourceHour.begin(8), to: SourceHour.begin(8))
            let behind = TimeRange(from: SourceHour.begin(10), to: SourceHour.begin(10))
            try expect(try store.makeReader().silences(in: before, limit: 9).begunEarlier.map(\.firstNumber), is: [5])
            try expect(try store.makeReader().silences(in: behind, limit: 9).begunEarlier, is: [])
            try store.load(replicas: [replica("a", 1...4, from: 8, to: 9)], digest: 2)
            try expect(try store.makeReader().silences(in: before, limit: 9).begunEarlier, is: [])
        },
        StoreContract("a shard whose lines were not all counted is told") { store in
            try store.load(digest: 1)
            try expect(try store.makeReader().silences(in: nil, limit: 9).isUncounted, is: false)
            try store.load(isUncounted: true, digest: 2)
            try expect(try store.makeReader().silences(in: nil, limit: 9).isUncounted, is: true)
        },
        StoreContract("more than was asked for is cut, and that is told") { store in
            let replicas = (0..<4).map { replica("r\($0)", 1...5, from: 9, to: Int64(10 + $0)) }
            try store.load(replicas: replicas, digest: 1)
            let found = try store.makeReader().silences(in: nil, limit: 3)
            try expect(found.open.map(\.replica.instance), is: ["r3", "r2", "r1"])
            try expect(found.isCut, is: true)
        },
    ]

    private static let balancer = Station(source: "balancer", region: "here", service: "backend", place: .balancer)
    private static let runtime = Station(source: "runtime", region: "here", service: "gateway", place: .runtime)
    private static let gateway = Station(source: "gateway", region: "here", service: "gateway", place: .application)

    /// Three lines in the first minutes of an hour.
    private static func heard(_ hour: Int64, by station: Station) -> SourceHour {
        let begin = SourceHour.begin(hour)
        return SourceHour(
            station: station, hour: hour, lines: 3, span: TimeRange(from: begin, to: begin.advanced(by: 2 * Instant.minute)))
    }

    /// The same, all answered.
    private static func seen(_ hour: Int64, by station: Station) -> SourceHour {
        var seen = heard(hour, by: station)
        (seen.reached, seen.reachedSpan) = (seen.lines, seen.span)
        return seen
    }

    private static func replica(
        _ name: String, _ numbers: ClosedRange<Int64>, from: Int64, to: Int64, stopped: Int64? = nil
    ) -> Replica {
        Replica(
            instance: name, source: gateway.source, region: gateway.region, firstNumber: numbers.lowerBound,
            lastNumber: numbers.upperBound, span: TimeRange(from: SourceHour.begin(from), to: SourceHour.begin(to)),
            stopped: stopped)
    }
}

extension SourceHour {
    /// The same lines in another hour.
    fileprivate init(_ hour: Int64, _ other: SourceHour) {
        self = other
        let later = (hour - other.hour) * Instant.hour
        self.hour = hour
        span = TimeRange(from: span.from.advanced(by: later), to: span.to.advanced(by: later))
    }

    /// The first moment of an hour.
    fileprivate static func begin(_ hour: Int64) -> Instant { Instant(nanoseconds: hour * Instant.hour) }
}

extension StoreUnderTest {
    /// Loads a shard of one record that tells of these.
    fileprivate func load(
        hours: [SourceHour] = [], replicas: [Replica] = [], isUncounted: Bool = false, digest: UInt64
    ) throws {
        let writer = try makeWriter()
        let sighting = Sighting.at(line: 1)
        let number = try writer.beginShard()
        try writer.append([sighting], shard: number)
        var finished = FinishedShard(of: [sighting], digest: digest)
        (finished.hours, finished.replicas, finished.isUncounted) = (hours, replicas, isUncounted)
        _ = try writer.endShard(number, as: finished)
        try writer.publish()
    }

    fileprivate func silent() throws -> [SilentHour] { try makeReader().silences(in: nil, limit: 9).hours }

    fileprivate func open(before hour: Int64) throws -> [OpenReplica] {
        let end = SourceHour.begin(hour)
        return try makeReader().silences(in: TimeRange(from: end, to: end), limit: 9).open
    }
}
