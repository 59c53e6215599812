import Testing

@testable import LogStoreSQLite

@Suite struct MergeChoiceTests {
    @Test func `sixteen segments are left alone`() {
        #expect(MergeChoice.places(ofRows: Array(repeating: 1, count: 16)).isEmpty)
    }

    @Test func `a merge of small segments leaves eight`() {
        #expect(MergeChoice.places(ofRows: Array(repeating: 1, count: 17)).count == 10)
        #expect(MergeChoice.places(ofRows: Array(repeating: 1, count: 300)).count == 293)
    }

    @Test func `the smallest are chosen, in the order of their publication`() {
        var sizes = [Int64](repeating: 900_000, count: 14)
        sizes.insert(contentsOf: [7, 5], at: 3)
        sizes.append(6)
        #expect(MergeChoice.places(ofRows: sizes) == [3, 4, 16])
    }

    @Test func `a merge writes a million rows at most, and one segment alone is none`() {
        let sizes = [Int64](repeating: 400_000, count: 20)
        #expect(MergeChoice.places(ofRows: sizes).count == 2)
        #expect(MergeChoice.places(ofRows: [1] + [Int64](repeating: 4_000_000, count: 16)).isEmpty)
    }
}
