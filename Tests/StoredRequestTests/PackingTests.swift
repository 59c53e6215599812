import LogRecords
import OddValues
import Testing

@testable import LogStoreSQLite

/// What is packed is unpacked as it was, and what nobody packed ends nothing.
struct PackingTests {
    @Test func `ids come back in their own spelling, whatever it is`() {
        let ids =
            [
                "8c38fb2918f135d2", "8C38FB2918F135D2", "0af7651916cd43dd8448eb211c80319c", "292c3c7c-c5d5-48ec-b4bf-f00b724ce560",
                "292C3C7C-C5D5-48EC-B4BF-F00B724CE560", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "01arz3ndektsv4rrffq69g5fav",
                "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
                "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "", "req_011CQ", String(repeating: "x", count: 5000),
            ] + OddValue.texts
        for kind in IdentifierKind.allCases {
            let packed = PackedIdentifiers.pack([kind: ids])
            let unpacked = packed.withUnsafeBytes(PackedIdentifiers.unpack)
            #expect(unpacked == [kind: ids])
        }
    }

    @Test func `lines come back, of one shard and of many`() {
        var dice = Dice.throwing("lines")
        for _ in 0..<200 {
            let lines = (0..<dice.below(9)).map { _ in
                StoredLine(shard: Int64(dice.below(1 << 31)), line: Int64(dice.below(1 << 32)))
            }.sorted()
            #expect(PackedLines.pack(lines).withUnsafeBytes(PackedLines.unpack) == lines)
        }
    }

    @Test func `bytes that nobody packed are refused, or read as something, and end nothing`() {
        var dice = Dice.throwing("bytes")
        for _ in 0..<20_000 {
            let bytes = (0..<dice.below(40)).map { _ in UInt8(truncatingIfNeeded: dice.below(256)) }
            _ = bytes.withUnsafeBytes(PackedLines.unpack)
            _ = bytes.withUnsafeBytes(PackedIdentifiers.unpack)
        }
        let cut = PackedIdentifiers.pack([.ray: ["8c38fb2918f135d2"]]).dropLast()
        #expect(Array(cut).withUnsafeBytes(PackedIdentifiers.unpack) == nil)
        #expect([UInt8](repeating: 0xFF, count: 12).withUnsafeBytes(PackedLines.unpack) == nil)
    }
}
