/// Which segments of a day become one: the smallest, so that a late shard never makes a big segment be written again.
///
/// A look-up costs the same for each segment, however small. A merge leaves fewer segments than it must, so that the
/// next one is due only some loads later, and a row is written again only a few times in its life.
enum MergeChoice {
    /// Segments that a day may have.
    static let mostSegments = 16
    /// Segments that are left of a day that had too many, where its small ones are small enough.
    static let fewSegments = 8
    /// Rows that one merge writes at most: some seconds.
    static let mostRows: Int64 = 1_000_000

    /// A merge goes on beyond what it must only to segments of at most so many times the rows that it has: a bigger one
    /// would be written again for a handful of new rows.
    static let mostGrowth: Int64 = 8

    /// The places of the segments to be merged, given the rows of each of a day's; none where there is nothing to do.
    static func places(ofRows sizes: [Int64]) -> [Int] {
        guard sizes.count > mostSegments else { return [] }
        let (least, most) = (sizes.count - mostSegments + 1, sizes.count - fewSegments + 1)
        var chosen: [Int] = []
        var rows: Int64 = 0
        for place in sizes.indices.sorted(by: { (sizes[$0], $0) < (sizes[$1], $1) }).prefix(most) {
            if chosen.count >= least, sizes[place] > mostGrowth * rows { break }
            rows += sizes[place]
            guard rows <= mostRows else { break }
            chosen.append(place)
        }
        return chosen.count > 1 ? chosen.sorted() : []
    }
}
