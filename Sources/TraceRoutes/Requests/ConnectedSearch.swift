import Algorithms
import LogRecords

/// Finds in a store all lines that hang together with some, in groups: what `connectedLines` gives of a whole day, for
/// a few lines and over midnight.
struct ConnectedSearch<Store: RecordReader> {
    /// Rows that are read for one identifier; of more that carry it not all need be near.
    private static var mostRows: Int { 4 * IdentifierClosure<Store>.mostRows }
    /// Lines of all groups together. A group is held in memory.
    static var mostLines: Int { 1_000_000 }

    private let store: Store
    private let listed: Set<Day>
    private var lines: [Sighting] = []
    private var numbers: [StoredLine: Int] = [:]
    private var groups = LineGroups()
    private var asked: Set<Asked> = []

    /// An identifier is looked for near the day of the line that carries it.
    private struct Asked: Hashable {
        var day: Day?
        var key: CanonicalIdentifier
    }

    /// `listed` are the store's days: a line of none of them is undated.
    init(in store: Store, on listed: Set<Day>) {
        (self.store, self.listed) = (store, listed)
    }

    /// The groups that these lines are in, and those that they were in before the lines that are new.
    mutating func groups(of seeds: [Sighting], new: Set<StoredLine>) throws -> [[Sighting]] {
        var (next, isAsked) = (0, 0)
        for seed in seeds { add(seed) }
        while next < lines.count {
            guard lines.count <= Self.mostLines else { throw TracerError.tooManyConnected(most: Self.mostLines) }
            isAsked = lines.count
            for (day, numbers) in Dictionary(grouping: next..<isAsked, by: { lines[$0].day(among: listed) }) {
                let keys = Set(numbers.flatMap { lines[$0].followedKeys }).filter {
                    asked.insert(Asked(day: day, key: $0)).inserted
                }
                for chunk in Array(keys).chunks(ofCount: IdentifierClosure<Store>.mostKeys) {
                    try follow(Array(chunk), near: day, new)
                }
            }
            next = isAsked
        }
        return Dictionary(grouping: lines.indices, by: { groups.root($0) }).sorted { $0.key < $1.key }
            .map { group in group.value.map { lines[$0] } }
    }

    private mutating func follow(_ keys: [CanonicalIdentifier], near day: Day?, _ new: Set<StoredLine>) throws {
        let days: DaySelection = day.map { .days($0.advanced(by: -1)...$0.advanced(by: 1)) } ?? .all
        let near = day.map(ConnectedLines.range)
        let found = try store.sightings(carrying: keys, on: days, limit: Self.mostRows)
        let wanted = Set(keys)
        var carriers: [CanonicalIdentifier: [Sighting]] = [:]
        for line in found.sightings where near.map({ near in line.filed.map(near.contains) ?? true }) ?? true {
            for key in Set(line.followedKeys).intersection(wanted) { carriers[key, default: []].append(line) }
        }
        for (key, carriers) in carriers where found.carried[key] ?? 0 <= Self.mostRows {
            let most = IdentifierClosure<Store>.mostRows
            // An identifier that too many lines carry by now connected the others before.
            guard carriers.count - carriers.count(where: { new.contains($0.place.storedLine) }) <= most else { continue }
            let numbers = carriers.map { add($0) }
            guard carriers.count <= most, let first = numbers.first else { continue }
            for number in numbers.dropFirst() { groups.unite(first, number) }
        }
    }

    @discardableResult private mutating func add(_ line: Sighting) -> Int {
        if let known = numbers[line.place.storedLine] { return known }
        numbers[line.place.storedLine] = lines.count
        lines.append(line)
        return groups.add()
    }
}

extension Sighting {
    /// The one of a store's days that it was filed on; `nil` for an undated one.
    func day(among listed: Set<Day>) -> Day? { filed.map { Day($0) }.flatMap { listed.contains($0) ? $0 : nil } }

    /// What other lines are looked for by.
    fileprivate var followedKeys: [CanonicalIdentifier] {
        identifiers.filter { $0.kind.isFollowed }.map { CanonicalIdentifier($0.text) }
    }
}

/// Which of some lines hang together: a union-find.
private struct LineGroups {
    private var parent: [Int] = []

    mutating func add() -> Int {
        parent.append(parent.count)
        return parent.count - 1
    }

    mutating func root(_ line: Int) -> Int {
        var line = line
        while parent[line] != line {
            parent[line] = parent[parent[line]]
            line = parent[line]
        }
        return line
    }

    mutating func unite(_ one: Int, _ other: Int) {
        let (left, right) = (root(one), root(other))
        parent[max(left, right)] = min(left, right)
    }
}
