import LogRecords

extension StoreContract {
    static let connected: [StoreContract] = [
        StoreContract("lines hang together through identifiers of the kinds asked for, in whatever field and shard they stand") {
            store in
            try store.load([
                .at(line: 1) { ($0.ray, $0.traceID) = (0xAB, ID128(high: 7, low: 1)) },
                .at(line: 2) { $0.correlationID = "00000000000000ab" },
                .at(line: 3) { $0.spanID = 0xCD },
                .at(line: 4) { $0.parentRay = 0xCD },
            ])
            try store.load([.at(line: 5) { $0.requestID = "00000000-0000-0007-0000-000000000001" }], digest: 2)
            try expect(try store.groups(), is: [[1, 2, 5], [3], [4]])
            try expect(try store.groups(by: [.ray, .correlationID]), is: [[1, 2], [3], [4], [5]])
        },
        StoreContract("an identifier that more lines carry than are followed connects none") { store in
            try store.load((1...4).map { line in .at(line: line) { $0.correlationID = "many" } })
            try expect(try store.groups(most: 4), is: [[1, 2, 3, 4]])
            try expect(try store.groups(most: 3), is: [[1], [2], [3], [4]])
        },
        StoreContract("a group that lies on both sides of midnight is given for either day, and what is far from a day is not") {
            store in
            let midnight = Day(.noon).advanced(by: 1).start
            func line(_ number: Int64, _ seconds: Int64) -> Sighting {
                .at(line: number) { $0.started = midnight.advanced(by: seconds * Instant.second) }
            }
            var lines = [line(1, -5), line(2, 5), line(3, -5 * 3600), line(4, -100), line(5, 100)]
            for index in 0..<3 { lines[index].correlationID = "night" }
            try store.load(lines)
            try expect(try store.groups(on: Day(midnight)), is: [[1, 2], [5]])
            try expect(try store.groups(on: Day(.noon)), is: [[1, 2, 3], [4]])
            try expect(try store.groups(on: Day(midnight).advanced(by: 1)), is: [])
        },
        StoreContract("undated lines are given by themselves, and with a day's lines that they hang together with") { store in
            try store.load([
                .at(line: 1) { ($0.started, $0.correlationID) = (nil, "a") }, .at(line: 2) { $0.correlationID = "a" },
                .at(line: 3) { $0.started = nil },
            ])
            try expect(try store.groups(), is: [[1, 2]])
            try expect(try store.groups(on: nil), is: [[1], [3]])
        },
        StoreContract("only visible lines hang together") { store in
            try store.load([.at(line: 1) { $0.correlationID = "a" }])
            try store.load((1...2).map { line in .at(line: line) { $0.correlationID = "a" } }, digest: 2, firstVisibleLine: 2)
            try expect(try store.groups(), is: [[1, 2]])
        },
    ]
}

extension StoreUnderTest {
    /// The lines of each group, in the order of their first ones.
    fileprivate func groups(
        on day: Day? = Day(.noon), by kinds: Set<IdentifierKind> = [.ray, .parentRay, .requestID, .correlationID, .traceID],
        most: Int = 1000
    ) throws -> [[Int64]] {
        var groups: [[Int64]] = []
        try makeReader().connectedLines(on: day, by: kinds, most: most) { lines in
            groups.append(lines.map(\.place.line).sorted())
        }
        return groups.sorted { $0.lexicographicallyPrecedes($1) }
    }
}
