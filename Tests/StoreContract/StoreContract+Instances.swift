import LogRecords

private let customer = "292c3c7c-c5d5-48ec-b4bf-f00b724ce560"

extension StoreContract {
    static let instances: [StoreContract] = [
        StoreContract("a customer's records come newest first, of the range only") { store in
            try store.load([.of(customer, 1), .of(customer, 2), .of("another", 3), .of(customer, 4), .of(customer, 9)])
            let range = TimeRange(from: .noon.advanced(by: 2 * Instant.second), to: .noon.advanced(by: 4 * Instant.second))
            let matches = try store.makeReader().sightings(ofInstance: customer, in: range, filter: SightingFilter(), limit: 50)
            try expect(matches.sightings.map(\.place.line), is: [4, 2])
            try expect(matches.total, is: 2)
        },
        StoreContract("the newest are kept when there are too many, also within a second") { store in
            let first = Instant.noon.nanoseconds
            try store.load(
                (1...9).map { line in
                    .at(line: line) {
                        ($0.customerInstance, $0.started) = (customer, Instant(nanoseconds: first + 10 - line))
                    }
                })
            let range = TimeRange(from: .noon, to: .noon.advanced(by: Instant.second))
            let matches = try store.makeReader().sightings(ofInstance: customer, in: range, filter: SightingFilter(), limit: 3)
            try expect(matches.sightings.map(\.place.line), is: [1, 2, 3])
            try expect(matches.total, is: 9)
        },
        StoreContract("filters hold for path and status") { store in
            try store.load([
                .of(customer, 1) { ($0.path, $0.status) = ("/v1/chat", 200) },
                .of(customer, 2) { ($0.path, $0.status) = ("/ai/v1/chat", 404) },
                .of(customer, 3) { ($0.path, $0.status) = ("/v1/chat/more", 404) },
                .of(customer, 4) { ($0.path, $0.status) = (nil, nil) },
            ])
            let range = TimeRange(from: .noon, to: .noon.advanced(by: Instant.hour))
            func lines(_ filter: SightingFilter) throws -> [Int64] {
                try store.makeReader().sightings(ofInstance: customer, in: range, filter: filter, limit: 50).sightings
                    .map(\.place.line)
            }
            try expect(try lines(SightingFilter(path: "/ai/v1/chat")), is: [2, 1])
            try expect(try lines(SightingFilter(status: 400...499)), is: [3, 2])
            try expect(try lines(SightingFilter(path: "/v1/chat", status: 400...499)), is: [2])
        },
        StoreContract("a range across midnight takes from both days") { store in
            let midnight = Day(.noon).advanced(by: 1).start
            try store.load([
                .of(customer, 1) { $0.started = midnight.advanced(by: -Instant.second) },
                .of(customer, 2) { $0.started = midnight.advanced(by: Instant.second) },
            ])
            let range = TimeRange(from: midnight, to: midnight).widened(by: Instant.second)
            let matches = try store.makeReader().sightings(ofInstance: customer, in: range, filter: SightingFilter(), limit: 50)
            try expect(matches.sightings.map(\.place.line), is: [2, 1])
        },
        StoreContract("the monolith's records of a user are found about a moment, and no other's") { store in
            func line(_ number: Int64, second: Int64, vantage: Vantage = .monolith, user: String = "17") -> Sighting {
                var sighting = Sighting.at(line: number) {
                    ($0.user, $0.started) = (user, Instant.noon.advanced(by: second * Instant.second))
                }
                sighting.vantage = vantage
                return sighting
            }
            try store.load([
                line(1, second: 0), line(2, second: 59), line(3, second: 61), line(4, second: 30, user: "18"),
                line(5, second: 30, vantage: .gateway),
            ])
            let range = TimeRange(from: .noon, to: .noon.advanced(by: Instant.minute))
            let found = try store.makeReader().sightings(ofUser: "17", in: range, limit: 9)
            try expect(found.map(\.place.line), is: [1, 2])
            try expect(try store.makeReader().sightings(ofUser: "19", in: range, limit: 9).count, is: 0)
        },
        StoreContract("the records of a session are found about a moment, whoever wrote them, and no user's") { store in
            func line(_ number: Int64, second: Int64, session: String = "8687327", user: String? = nil) -> Sighting {
                .at(line: number) {
                    ($0.session, $0.user, $0.started) = (session, user, Instant.noon.advanced(by: second * Instant.second))
                }
            }
            try store.load([
                line(1, second: 0), line(2, second: 59), line(3, second: 61), line(4, second: 30, session: "8687328"),
                line(5, second: 30, session: "another", user: "8687327"),
            ])
            let range = TimeRange(from: .noon, to: .noon.advanced(by: Instant.minute))
            let found = try store.makeReader().sightings(ofSession: "8687327", in: range, limit: 9)
            try expect(found.map(\.place.line), is: [1, 2])
            try expect(try store.makeReader().sightings(ofSession: "8687329", in: range, limit: 9).count, is: 0)
            let instant = TimeRange(from: .noon, to: .noon)
            try expect(try store.makeReader().sightings(ofSession: "8687327", in: instant, limit: 9).map(\.place.line), is: [1])
        },
        StoreContract("a session is never followed as an identifier") { store in
            try store.load([.at(line: 1) { ($0.session, $0.correlationID) = ("01KAPWX8V7M8N9P0Q1R2S3T4V5", "another") }])
            let asked = CanonicalIdentifier("01KAPWX8V7M8N9P0Q1R2S3T4V5")
            try expect(try store.makeReader().sightings(carrying: [asked], on: .all, limit: 9).sightings.count, is: 0)
        },
        StoreContract("a customer's days are counted, undated last") { store in
            try store.load([
                .of(customer, 1), .of(customer, 2), .of("another", 3),
                .of(customer, 4) { $0.started = Instant.noon.advanced(by: 3 * Instant.day) },
                .of(customer, 5) { $0.started = Instant(nanoseconds: 1) },
            ])
            let days = try store.makeReader().days(ofInstance: customer)
            try expect(days.map(\.day), is: [Day(.noon), Day(.noon).advanced(by: 3), nil])
            try expect(days.map(\.sightings), is: [2, 1, 1])
            try expect(try store.makeReader().days(ofInstance: "nobody").isEmpty, is: true)
        },
        StoreContract("a customer's first and last moment in a range are told, of visible lines only, within a second too") {
            store in
            func line(_ number: Int64, _ offset: Int64) -> Sighting {
                .of(customer, number) { $0.started = Instant.noon.advanced(by: offset) }
            }
            try store.load(
                [
                    line(1, 900), line(2, 100), line(3, 500), line(4, 7 * Instant.second + 3), line(5, 7 * Instant.second + 9),
                    line(6, 7 * Instant.second + 1), .of("another", 7) { $0.started = Instant.noon.advanced(by: Instant.minute) },
                ], digest: 1)
            try store.load([line(1, -Instant.hour), line(2, 2 * Instant.day)], digest: 2, firstVisibleLine: 2)
            func span(_ from: Int64, _ to: Int64) throws -> [Int64]? {
                let range = TimeRange(from: .noon.advanced(by: from), to: .noon.advanced(by: to))
                return try store.makeReader().span(ofInstance: customer, in: range).map {
                    [$0.from, $0.to].map { $0.nanoseconds - Instant.noon.nanoseconds }
                }
            }
            try expect(try span(-Instant.day, 3 * Instant.day), is: [100, 2 * Instant.day])
            try expect(try span(-Instant.day, Instant.hour), is: [100, 7 * Instant.second + 9])
            try expect(try span(200, 7 * Instant.second + 2), is: [500, 7 * Instant.second + 1])
            try expect(try span(901, 7 * Instant.second), is: nil)
            try expect(try span(500, 100), is: nil)
        },
        StoreContract("many rows of a customer are counted, the invisible ones not") { store in
            let lines = (1...3000).map { Sighting.of(customer, Int64($0)) }
            try store.load(lines, digest: 1)
            try expect(try store.makeReader().days(ofInstance: customer).map(\.sightings), is: [3000])
            try store.load(lines + [.of(customer, 3001)], digest: 2, firstVisibleLine: 3001)
            try expect(try store.makeReader().days(ofInstance: customer).map(\.sightings), is: [3001])
        },
    ]
}

extension Sighting {
    fileprivate static func of(_ customer: String, _ line: Int64, _ change: (inout Sighting) -> Void = { _ in }) -> Sighting {
        at(line: line) {
            $0.customerInstance = customer
            change(&$0)
        }
    }
}
