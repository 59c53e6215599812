import LogRecords

/// Groups of lines that are made to requests together.
struct HeldGroups {
    /// Lines that are held, beside those of the last group.
    static let mostLines = 4096

    private var groups: [[Sighting]] = []
    private var undated: Set<StoredLine> = []
    private var lines = 0

    /// Whether it is full now. Lines of none of these days are undated.
    mutating func add(_ group: [Sighting], _ listed: Set<Day>) -> Bool {
        groups.append(group)
        lines += group.count
        for line in group where line.day(among: listed) == nil { undated.insert(line.place.storedLine) }
        return lines >= HeldGroups.mostLines
    }

    /// All of them, and which lines of them are undated; then there are none.
    mutating func taken() -> (groups: [[Sighting]], undated: Set<StoredLine>) {
        defer { self = HeldGroups() }
        return (groups, undated)
    }
}
