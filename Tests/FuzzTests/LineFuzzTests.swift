import LogFormats
import LogRecords
import OddValues
import StoreContract
import Testing
import TraceRendering
import TraceRoutes

/// Lines with values that nobody means, from the decoder to the answer.
@Suite(.serialized) struct LineFuzzTests {
    private let decoder = LineDecoder()

    @Test func `every field of every format bears every odd value`() throws {
        #expect(FixtureLines.all.count > 9)
        var dice = Dice.throwing("odd values in lines")
        var way = 0
        for lines in FixtureLines.all {
            // One line a file tells the fields apart well enough for a test; the soak takes all.
            for line in Dice.isSoak ? lines : [dice.element(of: lines)] {
                for place in valuesOfJSON(in: line) {
                    let odd = LineFuzzTests.spelt.compactMap { spelling -> ArraySlice<UInt8>? in
                        way += 1
                        guard Dice.tries(way, oneIn: 61, soak: 11) else { return nil }
                        return line[..<place.lowerBound] + spelling + line[place.upperBound...]
                    }
                    try bear(odd.map(Array.init), beside: line)
                }
            }
        }
    }

    @Test func `damaged lines are decoded, shown and answered from without an end of the program`() throws {
        var dice = Dice.throwing("damaged lines")
        let all = FixtureLines.all.flatMap { $0 }
        for kept in try FailCases.kept("lines") { try bear([kept], beside: kept) }
        for _ in 0..<Dice.count(20, soak: 10_000) {
            let line = dice.element(of: all)
            try bear((0..<40).map { _ in Damage.done(to: line, with: all, &dice) }, beside: line)
        }
    }

    /// All odd values in all spellings. Made once: it takes longer than what is done with one of them.
    private static let spelt = OddValue.bytes.flatMap(spellings)

    /// As a string of JSON, as a string that may be none, and bare.
    private static func spellings(of value: [UInt8]) -> [[UInt8]] {
        let quote = [UInt8(ascii: "\"")]
        let escaped = value.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
            case 0..<0x20: Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            default: [byte]
            }
        }
        return [quote + escaped + quote, quote + value + quote, value]
    }

    /// Decodes the lines and the one that they were made of, shows them, and asks for what they tell.
    private func bear(_ lines: [[UInt8]], beside usual: [UInt8]) throws {
        var batch = decoder.newBatch()
        var sightings: [Sighting] = []
        let sampler = FieldSampler(names: decoder.formatNames)
        sampler.beginShard()
        for (number, line) in ([usual] + lines).enumerated() {
            FailCases.trying(line, of: "lines")
            line.withUnsafeBytes { bytes in
                let result = decoder.decode(bytes, shard: 1, number: Int64(number + 1), offset: Int64(number) << 17, into: batch)
                guard case .stored(let format) = result else { return }
                let row = batch.row(batch.count - 1)
                _ = LineNumbering(row)
                sampler.note(bytes, format: format, filed: row[.started] ?? row[.ended])
                #expect(RedactedLine(bytes, format: decoder.formatNames[format]).text.utf8.count < 1 << 18)
            }
            if batch.isFull {
                sightings += batch.sightings
                batch = decoder.newBatch()
            }
        }
        sightings += batch.sightings
        #expect(sampler.fields.count <= 1 << 14)
        let step = Dice.isSoak ? 40 : 130
        for start in stride(from: 0, to: sightings.count, by: step) {
            try ask(Array(sightings[..<min(1, start)] + sightings[start..<min(start + step, sightings.count)]))
        }
    }

    /// The answers about the first record and about the last, as text and as JSON.
    private func ask(_ sightings: [Sighting]) throws {
        let tracer = Tracer(store: InMemoryStore(sightings))
        let ends = [sightings.first, sightings.last].compactMap { $0 }
        for id in Set(ends.flatMap(\.identifiers).map(\.text)).sorted().prefix(Dice.isSoak ? 12 : 1) {
            let masked = Masked(try tracer.answer(id))
            #expect(!AnswerJSON.bytes(masked).isEmpty)
            #expect(!AnswerText(masked).messages.joined().utf8.contains(0x1B))
        }
        if let instance = ends.first?.customerInstance, let filed = ends.first?.filed {
            let range = TimeRange(from: filed, to: filed).widened(by: Instant.day)
            let found = Masked(try tracer.find(instance: instance, in: [range], filter: SightingFilter(), limit: 50))
            #expect(!FindJSON.bytes(found).isEmpty)
            _ = FindText(found, style: TextStyle()).text
        }
        _ = try tracer.calendar(in: nil)
    }
}
