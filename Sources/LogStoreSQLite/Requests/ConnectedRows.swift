import Algorithms
import LogRecords

/// The rows of some segments in groups that hang together through identifiers.
///
/// A first pass reads the identifiers of all rows and keeps one word for each; the rows themselves are read group by
/// group. Per row it takes 14 bytes, and 8 for each identifier while they are compared.
struct ConnectedRows {
    private let segments: [SegmentReader]
    /// Segment and row of each row that was taken.
    private let places: [Place]
    /// Group, then row, of each row whose group is given.
    private let members: [UInt64]

    private struct Place {
        var segment: UInt16
        /// Filed on the day that was asked.
        var isOfDay: Bool
        var row: UInt32
    }

    /// Bits of a word that name a row; the others are of a hash. Two identifiers that meet by chance only make a larger
    /// group.
    private static let rowBits: UInt64 = 28

    init(
        of day: Day?, by kinds: Set<IdentifierKind>, most: Int, in segments: [SegmentReader], visibility: Visibility
    ) throws {
        self.segments = segments
        var places: [Place] = []
        var words: [UInt64] = []
        let hash = IdentifierHash(seed: .random(in: .min ... .max))
        for (number, segment) in segments.enumerated() {
            guard let segmentNumber = UInt16(exactly: number) else {
                throw StoreError.tooManyToConnect(rows: places.count, segments: segments.count)
            }
            try RowIdentifiers(of: day, by: kinds, in: segment).each { row in
                guard try visibility.shows(shard: row.shard, line: row.line) else { return }
                guard places.count < 1 << ConnectedRows.rowBits else {
                    throw StoreError.tooManyToConnect(rows: places.count, segments: segments.count)
                }
                row.each { words.append((hash.hash($0) & ~ConnectedRows.mask) | UInt64(places.count)) }
                places.append(Place(segment: segmentNumber, isOfDay: row.isOfDay, row: row.number))
            }
        }
        self.places = places
        members = ConnectedRows.members(of: places, words, most: most)
    }

    private static func members(of places: [Place], _ words: consuming [UInt64], most: Int) -> [UInt64] {
        words.sort()
        var rows = RowGroups(count: places.count)
        for same in words.lazy.chunked(by: { $0 >> rowBits == $1 >> rowBits }) where same.count <= most {
            guard let first = same.first else { continue }
            for word in same.dropFirst() { rows.unite(Int(first & mask), Int(word & mask)) }
        }
        var isGiven = [Bool](repeating: false, count: places.count)
        for row in places.indices where places[row].isOfDay { isGiven[rows.root(row)] = true }
        var members: [UInt64] = []
        for row in places.indices {
            let root = rows.root(row)
            if isGiven[root] { members.append(UInt64(root) << 32 | UInt64(row)) }
        }
        members.sort()
        return members
    }

    private static let mask: UInt64 = (1 << rowBits) - 1

    /// Reads the rows of each group, and gives them.
    func each(_ take: ([Sighting]) throws -> Void) throws {
        for group in members.lazy.chunked(by: { $0 >> 32 == $1 >> 32 }) {
            let sightings = try group.map { member in
                let place = places[Int(member & 0xFFFF_FFFF)]
                guard let sighting = try segments[Int(place.segment)].sighting(Int(place.row)) else {
                    throw StoreError.damaged(file: segments[Int(place.segment)].listed.name, what: "a row is gone")
                }
                return sighting
            }
            try take(sightings)
        }
    }
}
