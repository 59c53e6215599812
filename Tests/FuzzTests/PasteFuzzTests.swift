import LogFormats
import LogRecords
import OddValues
import StoreContract
import Testing
import TraceRendering
import TraceRoutes

/// What a person may paste, and what may stand in front of an id, in it and behind it.
struct PasteFuzzTests {
    private static let ids = [
        "8c38fb2918f135d2-IAD", "0af7651916cd43dd8448eb211c80319c", "292c3c7c-c5d5-48ec-b4bf-f00b724ce560",
        "01KAPWX8V7M8N9P0Q1R2SAAAAA",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "105445aa7843bc8bf206b12000100000/1;o=1",
        "1-67891233-abcdef012345678912345678", "req_0123456789abcdef", "12345678901234567890",
    ]
    private static let labels = ["cf-ray: ", "x-request-id: ", "\"correlation_id\":\"", "span=", "\"model\":{\"region\":\"", ""]

    private let tracer = Tracer(store: InMemoryStore(PasteFuzzTests.sightings()))

    private static func sightings() -> [Sighting] {
        let decoder = LineDecoder()
        let batch = decoder.newBatch()
        for (number, line) in FixtureLines.all.flatMap({ $0 }).prefix(150).enumerated() {
            _ = line.withUnsafeBytes { decoder.decode($0, shard: 1, number: Int64(number + 1), offset: 0, into: batch) }
        }
        return batch.sightings
    }

    @Test func `an odd value before, within and behind an id is a question like any other`() throws {
        for kept in try FailCases.kept("pastes") { try ask(String(decoding: kept, as: UTF8.self)) }
        var way = 0
        for value in OddValue.bytes.map({ String(decoding: $0, as: UTF8.self) }) {
            try ask(value)
            for id in PasteFuzzTests.ids {
                way += 1
                let label = PasteFuzzTests.labels[way % PasteFuzzTests.labels.count]
                let half = id.index(id.startIndex, offsetBy: id.count / 2)
                let pastes = [
                    label + value + id, label + id + value, label + id[..<half] + value + id[half...], value + label + id,
                    "\(id) \(value)\n\(label)\(value)",
                ]
                for (index, paste) in pastes.enumerated() where Dice.tries(way * 5 + index, oneIn: 23) { try ask(paste) }
            }
        }
    }

    @Test func `damaged pastes are questions like any other`() throws {
        var dice = Dice.throwing("damaged pastes")
        let lines = FixtureLines.all.flatMap { $0 }
        for _ in 0..<Dice.count(100, soak: 200_000) {
            let paste = dice.below(2) == 0 ? Array(dice.element(of: PasteFuzzTests.ids).utf8) : dice.element(of: lines)
            try ask(String(decoding: Damage.done(to: paste, with: lines, &dice), as: UTF8.self))
        }
    }

    private func ask(_ paste: String) throws {
        FailCases.trying(paste.utf8, of: "pastes")
        let answer = try tracer.answer(paste)
        #expect(answer.asked.readings.count <= Question.mostReadings)
        let masked = Masked(answer)
        let text = AnswerText(masked)
        #expect(!text.text.utf8.contains(0x1B) && !text.messages.joined().utf8.contains(0x1B))
        #expect(!AnswerJSON.bytes(masked).isEmpty)
    }
}
