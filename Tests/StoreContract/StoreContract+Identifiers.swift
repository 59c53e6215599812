import LogRecords

extension StoreContract {
    static let identifiers: [StoreContract] = [
        StoreContract("every identifier of a record finds it") { store in
            try store.load([.at(line: 1) { $0.correlationID = "other" }, .full(line: 2)])
            for (kind, text) in Sighting.full(line: 2).identifiers {
                try expect(try store.lines(text), is: [2], kind.rawValue)
            }
        },
        StoreContract("what is not indexed as an identifier finds nothing") { store in
            try store.load([.full(line: 1)])
            try expect(try store.lines("000000000000004d"), is: [], "a parent span")
            try expect(try store.lines("292c3c7c-c5d5-48ec-b4bf-f00b724ce560"), is: [], "a customer instance")
            try expect(try store.lines("no such id"), is: [])
        },
        StoreContract("an identifier is found in any spelling") { store in
            try store.load([
                .at(line: 1) { $0.correlationID = "01JZK4N6D1S8V2X0Q7R3T5Y9AB" },
                .at(line: 2) { $0.requestID = "0197e64a-99a1-4651-b05c-afc2751e64ff" },
                .at(line: 3) { $0.spanID = 18_000_000_000_000_000_001 },
                .at(line: 4) { $0.correlationID = "0197E64A99A14651B05CAFC2751E64EE" },
                .at(line: 5) { $0.correlationID = "8C38FB2918F135D2-IAD" },
            ])
            try expect(try store.lines("01jzk4n6d1s8v2x0q7r3t5y9ab"), is: [1], "a ULID in lower case")
            try expect(try store.lines("0197E64A-99A1-4651-B05C-AFC2751E64FF"), is: [2], "a UUID in upper case")
            try expect(try store.lines("18000000000000000001"), is: [3], "a decimal span")
            try expect(try store.lines("0197e64a-99a1-4651-b05c-afc2751e64ee"), is: [4], "32 digits as a UUID")
            try expect(try store.lines("8c38fb2918f135d2"), is: [5], "a ray that a caller's id was made of")
        },
        StoreContract("an identifier that stands in two fields of a record is one hit") { store in
            try store.load([
                .at(line: 1) { sighting in
                    (sighting.correlationID, sighting.clientRequestID) = ("c-1", "c-1")
                    sighting.ray = 0xABCD
                    sighting.spanID = 0xABCD
                }
            ])
            try expect(try store.find("c-1").carried, is: [CanonicalIdentifier("c-1"): 1])
            try expect(try store.lines("000000000000abcd"), is: [1])
        },
        StoreContract("a record that carries two of the identifiers asked comes once") { store in
            try store.load([.at(line: 1) { ($0.correlationID, $0.requestID) = ("c-1", "r-1") }])
            let matches = try store.find("c-1", "r-1", "nothing")
            try expect(matches.sightings.count, is: 1)
            try expect(matches.carried, is: [CanonicalIdentifier("c-1"): 1, CanonicalIdentifier("r-1"): 1])
        },
        StoreContract("at most so many rows are read, and all are counted") { store in
            try store.load((1...20).map { line in .at(line: Int64(line)) { $0.correlationID = "c-1" } })
            let matches = try store.find("c-1", limit: 7)
            try expect(matches.sightings.count, is: 7)
            try expect(matches.carried, is: [CanonicalIdentifier("c-1"): 20])
        },
        StoreContract("only the days asked for are looked at, and midnight parts them") { store in
            let midnight = Day(.noon).advanced(by: 1).start
            try store.load([
                .at(line: 1) { ($0.correlationID, $0.started) = ("c-1", midnight.advanced(by: -1)) },
                .at(line: 2) { ($0.correlationID, $0.started) = ("c-1", midnight) },
            ])
            let day = Day(.noon)
            try expect(try store.lines("c-1"), is: [1, 2])
            try expect(try store.lines("c-1", on: .days(day...day)), is: [1])
            try expect(try store.lines("c-1", on: .days(day.advanced(by: 1)...day.advanced(by: 1))), is: [2])
            try expect(try store.lines("c-1", on: .days(day...day.advanced(by: 1))), is: [1, 2])
            try expect(try store.makeReader().days(), is: [day, day.advanced(by: 1)])
        },
        StoreContract("undated rows are always looked at") { store in
            try store.load([
                .at(line: 1) { ($0.correlationID, $0.started) = ("c-1", Instant(nanoseconds: 5)) },
                .at(line: 2) { ($0.correlationID, $0.started, $0.ended) = ("c-1", nil, .noon) },
                .at(line: 3) { ($0.correlationID, $0.started) = ("c-1", Instant(nanoseconds: -5)) },
            ])
            let other = Day(.noon).advanced(by: 30)
            try expect(try store.lines("c-1", on: .days(other...other)), is: [1, 3])
            try expect(try store.makeReader().days(), is: [Day(.noon), nil])
        },
    ]
}
