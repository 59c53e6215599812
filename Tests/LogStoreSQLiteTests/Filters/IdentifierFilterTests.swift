import LogRecords
import OddValues
import Testing

@testable import LogStoreSQLite

@Suite struct IdentifierFilterTests {
    private let hash = IdentifierHash(seed: 0x5EED)

    /// The pages of a filter of so many identifiers, one behind the other.
    private func pages(of count: Int, _ filter: IdentifierFilter) throws -> [UInt8] {
        let words = (0..<count).map { IdentifierHash.word(hash.hash(UInt64($0)), row: $0) }.sorted()
        var bytes: [UInt8] = []
        let isMade = try words.withUnsafeBufferPointer { words in
            try filter.makePages(of: words) { (page) throws(StoreError) in bytes += page }
        }
        #expect(isMade)
        return bytes
    }

    /// `nil` where the page is none that was written.
    private func answer(_ hash: UInt64, _ filter: IdentifierFilter, _ pages: [UInt8]) -> Bool? {
        let number = filter.page(of: hash)
        let place = number * IdentifierFilter.pageSize
        return pages[place..<place + IdentifierFilter.pageSize].withUnsafeBytes {
            filter.isSealed(number, $0) ? filter.mayHave(hash, $0) : nil
        }
    }

    @Test(arguments: [0, 1, 24, 25, 743, 744, 745, 20_000])
    func `no identifier of a segment is denied, and few others are let through`(count: Int) throws {
        let filter = IdentifierFilter(seed: hash.seed, words: count)
        let pages = try pages(of: count, filter)
        #expect(pages.count == filter.size)
        for number in 0..<count where answer(hash.hash(UInt64(number)), filter, pages) != true { Issue.record("\(number)") }
        let others = (0..<10_000).filter { answer(hash.hash(UInt64(1_000_000 + $0)), filter, pages) != false }
        #expect(others.count < 300, "one in a hundred is usual")
    }

    @Test func `words that are out of order, as somebody else's file may have them, make no filter`() throws {
        let words = (0..<2000).map { IdentifierHash.word(hash.hash(UInt64($0)), row: $0) }.sorted()
        let filter = IdentifierFilter(seed: hash.seed, words: words.count)
        for odd in [Array(words.reversed()), words.dropLast() + [0], [.max] + words.dropFirst()] {
            let isMade = try odd.withUnsafeBufferPointer { try filter.makePages(of: $0) { _ throws(StoreError) in } }
            #expect(!isMade)
        }
    }

    @Test func `a page is believed neither with another bit, nor in another place, nor of another segment`() throws {
        let filter = IdentifierFilter(seed: hash.seed, words: 2000)
        let pages = try pages(of: 2000, filter)
        let first = Array(pages.prefix(IdentifierFilter.pageSize))
        #expect(first.withUnsafeBytes { filter.isSealed(0, $0) })
        for bit in stride(from: 0, to: 8 * first.count, by: 61) {
            var page = first
            page[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(page.withUnsafeBytes { !filter.isSealed(0, $0) }, "bit \(bit)")
        }
        let second = Array(pages[IdentifierFilter.pageSize..<2 * IdentifierFilter.pageSize])
        #expect(second.withUnsafeBytes { filter.isSealed(1, $0) && !filter.isSealed(0, $0) })
        let another = IdentifierFilter(seed: hash.seed ^ 1, blocks: filter.blocks)
        #expect(first.withUnsafeBytes { !another.isSealed(0, $0) })
    }
}
