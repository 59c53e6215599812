import LogRecords
import Testing

@testable import TraceCommands

/// Which failures a word of `trace ack` means.
struct FailureChoiceTests {
    private static let remembered = [
        failure(1, "/logs/edge/a.log"), failure(2, "/logs/edge/a.log"), failure(3, "/logs/gateway/a.log"),
        failure(nil, "/logs/empty.log"),
    ]

    private static func failure(_ content: UInt64?, _ path: String) -> RememberedFailure {
        let digest = content.map { ContentDigest(value: ID128(high: $0 << 40, low: 0)) }
        let moment = Instant(nanoseconds: 1)
        return RememberedFailure(
            shard: FailedShard(content: digest, path: path, fileBytes: 0, reason: "it is empty"), first: moment, last: moment)
    }

    @Test(arguments: [
        (["/logs/edge/a.log"], [0, 1]), (["edge/a.log"], [0, 1]), (["./gateway/a.log"], [2]), (["empty.log"], [3]),
        (["xxh3:00000300"], [2]), (["00000200"], [1]), (["empty.log", "gateway/a.log", "empty.log"], [3, 2]),
    ])
    func `a word is a path, the end of one, or digits`(_ words: [String], _ places: [Int]) throws {
        #expect(try FailureChoice(of: words, among: Self.remembered).failures == places.map { Self.remembered[$0] })
    }

    @Test func `a word that names none, or several, chooses nothing`() {
        #expect(throws: FailureChoiceError.unknown("b.log")) {
            try FailureChoice(of: ["edge/a.log", "b.log"], among: Self.remembered)
        }
        #expect(throws: FailureChoiceError.unknown("00000")) { try FailureChoice(of: ["00000"], among: Self.remembered) }
        #expect(throws: FailureChoiceError.several("a.log", ["/logs/edge/a.log", "/logs/gateway/a.log"])) {
            try FailureChoice(of: ["a.log"], among: Self.remembered)
        }
    }
}
