import LogRecords

extension StoreContract {
    static let beginnings: [StoreContract] = [
        StoreContract("every identifier of a record is found by its beginning") { store in
            try store.load([.full(line: 2)])
            for (kind, text) in Sighting.full(line: 2).identifiers where text.utf8.count >= 10 {
                let found = try store.beginnings(String(text.prefix(text.utf8.count - 2)))
                try expect(found.contains { $0.kind == kind && $0.text == text }, is: true, kind.rawValue)
            }
        },
        StoreContract("a beginning is found in any spelling of digits, and of other texts in none but its own") { store in
            try store.load([
                .at(line: 1) { $0.correlationID = "01JZK4N6D1S8V2X0Q7R3T5Y9AB" },
                .at(line: 2) { $0.requestID = "0397e64a-99a1-4651-b05c-afc2751e64ff" },
                .at(line: 3) { $0.correlationID = "0297E64A99A14651B05CAFC2751E64EE" },
                .at(line: 4) { $0.clientRequestID = "Some-caller-1" },
                .at(line: 5) { $0.ray = 0xF3C0_22BA_2800_176E },
                .at(line: 6) { $0.correlationID = "e3c022ba2800176e-BOM" },
            ])
            try expect(try store.beginnings("01jzk4n6").map(\.text), is: ["01JZK4N6D1S8V2X0Q7R3T5Y9AB"])
            try expect(try store.beginnings("0397E64A-99A1").map(\.text), is: ["0397e64a-99a1-4651-b05c-afc2751e64ff"])
            try expect(try store.beginnings("0297e64a-99").map(\.text), is: ["0297E64A99A14651B05CAFC2751E64EE"])
            try expect(try store.beginnings("Some-caller").map(\.text), is: ["Some-caller-1"])
            try expect(try store.beginnings("some-caller"), is: [])
            try expect(try store.beginnings("f3c022ba").map(\.text), is: ["f3c022ba2800176e"])
            try expect(try store.beginnings("E3C022BA28").map(\.text), is: ["e3c022ba2800176e-BOM"])
        },
        StoreContract("a beginning is looked for in the time that was asked, each identifier once, and as many as were wanted") {
            store in
            try store.load((1...9).map { line in .at(line: line) { $0.correlationID = "one-caller-\((line + 1) / 2)" } })
            let all = try store.beginnings("one-caller-").map(\.text)
            try expect(Set(all), is: ["one-caller-1", "one-caller-2", "one-caller-3", "one-caller-4", "one-caller-5"])
            try expect(all.count, is: 5)
            try expect(try store.beginnings("one-caller-", limit: 2).count, is: 2)
            let early = TimeRange(from: .noon, to: .noon.advanced(by: 2 * Instant.second))
            try expect(try store.beginnings("one-caller-", in: early).map(\.text), is: ["one-caller-1"])
        },
        StoreContract("a customer's instance is listed on its days") { store in
            let (one, other) = ("292c3c7c-c5d5-48ec-b4bf-f00b724ce560", "a customer without a UUID")
            try store.load([
                .at(line: 1) { $0.customerInstance = one }, .at(line: 2) { $0.customerInstance = other }, .at(line: 3),
            ])
            let day = Day(.noon)
            try expect(try store.makeReader().customerInstances(on: day...day), is: [one, other])
            try expect(try store.makeReader().customerInstances(on: day.advanced(by: 1)...day.advanced(by: 1)), is: [])
        },
    ]
}

extension StoreUnderTest {
    fileprivate func beginnings(_ text: String, in range: TimeRange? = nil, limit: Int = 100) throws -> [FoundIdentifier] {
        guard let beginning = IdentifierBeginning(text) else { throw BrokenPromise(description: "\(text) is no beginning") }
        let day = TimeRange(from: Day(.noon).start, to: Day(.noon).advanced(by: 1).start.advanced(by: -1))
        return try makeReader().identifiers(beginning: beginning, in: range ?? day, limit: limit)
    }
}
