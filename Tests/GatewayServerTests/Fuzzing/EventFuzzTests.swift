import Foundation
import NIOCore
import OddValues
import Testing

@testable import GatewayServer

/// Streams and answers of providers that are not what they should be.
struct EventFuzzTests {
    private static let readings: [any AnswerReading] = [MessagesReading(), ChatReading(), GenerateReading()]

    private static let streams: [[UInt8]] = [
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":11,\"output_tokens\":1}}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"a\"}}\n\n: ping\n\n"
            + "event: message_delta\ndata: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":5}}\n\ndata: {\"type\":\"message_stop\"}\n\n",
        "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\r\n\r\n"
            + "data: {\"error\":{\"code\":429}}\r\n\r\ndata: {\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\r\n\r\ndata: [DONE]\r\n\r\n",
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\"}],\r"
            + "data: \"usageMetadata\":{\"promptTokenCount\":1}}\r\rid: 7\rretry: 9\rx: y\r\r",
    ].map { Array($0.utf8) }

    /// What the events say, joined.
    private static func read(_ pieces: [ArraySlice<UInt8>]) -> [String] {
        var splitter = EventSplitter()
        var said: [String] = []
        for piece in pieces {
            guard let events = try? splitter.feed(ByteBuffer(bytes: piece)) else { break }  // too long: given up
            for event in events {
                said.append("\(event.name ?? "-") \(event.badLines) \(String(buffer: event.data))")
                for reading in readings {
                    var facts = AnswerFacts()
                    _ = reading.read(event, &facts)
                    #expect((facts.counts.input ?? 0) >= 0 && (facts.counts.output ?? 0) >= 0)
                }
                _ = event.mayTellMore
            }
        }
        return said
    }

    @Test func `a stream says the same wherever it is cut, and ends nothing whatever it is`() {
        var dice = Dice.throwing("events")
        for _ in 0..<Dice.count(1500, soak: 100_000) {
            let bytes = JSONDamage.done(to: dice.element(of: Self.streams), &dice)
            let whole = Self.read([bytes[...]])
            let (first, second) = (dice.below(bytes.count + 1), dice.below(bytes.count + 1))
            let (low, high) = (min(first, second), max(first, second))
            let cut = Self.read([bytes[..<low], bytes[low..<high], bytes[high...]])
            #expect(cut == whole, "\(String(decoding: bytes, as: UTF8.self)) at \(low), \(high)")
        }
    }

    @Test func `each value of an event meets the odd values`() {
        let event =
            #"{"type":"message_delta","message":{"usage":V},"delta":{"text":V},"usage":{"input_tokens":V,"prompt_tokens":V},"#
            + #""error":{"type":V,"code":V,"status":V},"choices":[{"delta":{"content":V,"role":V},"message":V,"finish_reason":V}],"#
            + #""candidates":[{"content":{"parts":[{"text":V}]},"finishReason":V}],"usageMetadata":{"promptTokenCount":V},"content":[V]}"#
        let places = event.split(separator: "V", omittingEmptySubsequences: false)
        for (number, value) in OddValue.texts.enumerated() where Dice.tries(number, oneIn: 2) {
            for form in [json(value), value, "[\(json(value))]", "{}", "null", "-1"] {
                for place in 1..<places.count {
                    let text = places[..<place].joined(separator: "null") + form + places[place...].joined(separator: "null")
                    var facts = AnswerFacts()
                    for reading in Self.readings {
                        _ = reading.read(ServerEvent(name: nil, data: ByteBuffer(string: text)), &facts)
                        _ = reading.read(ByteBuffer(string: text), &facts)
                    }
                }
            }
        }
    }
}
