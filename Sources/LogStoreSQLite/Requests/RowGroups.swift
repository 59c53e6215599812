/// Which of many rows hang together: a union-find in four bytes a row.
struct RowGroups {
    private var parent: [UInt32]

    init(count: Int) { parent = (0..<count).map { UInt32(truncatingIfNeeded: $0) } }

    /// The first row of the group.
    mutating func root(_ row: Int) -> Int {
        var row = row
        while Int(parent[row]) != row {
            // Each row that is passed is hung one step higher, so that ways stay short.
            parent[row] = parent[Int(parent[row])]
            row = Int(parent[row])
        }
        return row
    }

    mutating func unite(_ one: Int, _ other: Int) {
        let (left, right) = (root(one), root(other))
        guard left != right else { return }
        parent[max(left, right)] = UInt32(truncatingIfNeeded: min(left, right))
    }
}
