import Testing

@testable import GatewayServer

/// Which refused requests have a line.
struct RefusalLimitTests {
    @Test func `a peer has its number of lines a second, and all peers theirs`() {
        let limit = RefusalLimit(ofPeer: 3, all: 5)
        let now = ContinuousClock.now
        #expect((0..<5).map { _ in limit.take("a", now: now).isWritten } == [true, true, true, false, false])
        #expect((0..<4).map { _ in limit.take("b", now: now).isWritten } == [true, true, false, false])
        #expect(limit.take("c", now: now).isWritten == false)
        #expect(limit.leftOutEver == 5)
    }

    @Test func `what was left out is said once, in the next second or at the end`() {
        let limit = RefusalLimit(ofPeer: 1, all: 10)
        let now = ContinuousClock.now
        for _ in 0..<4 { #expect(limit.take("a", now: now).leftOut == 0) }
        let next = limit.take("a", now: now + .seconds(1))
        #expect(next.isWritten && next.leftOut == 3)
        #expect(limit.take("a", now: now + .seconds(1.5)).leftOut == 0)
        #expect(limit.settle() == 1)
        #expect(limit.settle() == 0)
        #expect(limit.leftOutEver == 4)
    }
}

/// How much of a refused request goes into a line.
struct ForeignRoomTests {
    @Test func `texts of a refused request have bounded bytes, each and together`() {
        var room = ForeignRoom.ofRefusal
        let long = String(repeating: "x", count: 38_000)
        #expect(room.whole(long) == nil)
        #expect(room.whole("8c38fb2918f135d2-FRA") == "8c38fb2918f135d2-FRA")
        let kept = (0..<10).compactMap { _ in room.beginning(long)?.utf8.count }
        #expect(kept == [128, 128, 124])
        #expect(room.whole("a") == nil && room.beginning(nil) == nil)
    }

    @Test func `of a request that was let in each text is bounded by itself`() {
        var room = ForeignRoom.usual
        let long = String(repeating: "x", count: 38_000)
        #expect((0..<10).map { _ in room.beginning(long)?.utf8.count } == Array(repeating: 255, count: 10))
        #expect(room.path(long)?.utf8.count == 2048)
        #expect(room.whole(String(repeating: "x", count: 256)) == nil)
    }
}
