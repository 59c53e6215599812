/// Which records are one request so far: a union-find that also knows each group's members.
struct Groups {
    private var parent: [Int]
    private var members: [[Int]]
    /// How often two groups became one.
    private(set) var unions = 0

    init(count: Int) {
        parent = Array(0..<count)
        members = (0..<count).map { [$0] }
    }

    /// The record that stands for its group: the group's first.
    func root(_ index: Int) -> Int {
        var index = index
        while parent[index] != index { index = parent[index] }
        return index
    }

    /// The records of the group that this record stands for.
    func members(of root: Int) -> [Int] { members[root] }

    /// The records that stand for a group.
    var roots: [Int] { parent.indices.filter { parent[$0] == $0 } }

    /// Makes one group of two.
    mutating func unite(_ left: Int, _ right: Int) {
        let (one, other) = (root(left), root(right))
        guard one != other else { return }
        let (first, second) = (min(one, other), max(one, other))
        parent[second] = first
        // The path is shortened here, so that chains stay short without a rank.
        parent[left] = first
        parent[right] = first
        members[first] += members[second]
        members[second] = []
        unions += 1
    }
}
