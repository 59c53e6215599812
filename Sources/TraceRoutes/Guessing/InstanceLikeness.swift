import LogRecords

/// Customer instances that resemble one: they are listed and compared, because no index knows neighbours of a text.
struct InstanceLikeness {
    /// Days whose instances are listed.
    static let mostDays = 31
    /// Instances that are compared; the days behind the one that exceeds it are not listed.
    static let mostCompared = 100_000
    /// More digits that differ are another instance: of two UUIDs that were drawn some thirty do.
    static let mostDigits = 4
    /// So many first digits two UUIDs do not share by chance.
    static let leastBeginning = 8
    /// Instances that are suggested.
    static let mostNear = 5

    private let asked: [UInt8]
    private let begins: (String) -> Bool

    /// `begins` tells which of them begin as a part of an instance does.
    init(to instance: String, begins: @escaping (String) -> Bool = { _ in false }) {
        asked = InstanceLikeness.digits(instance)
        self.begins = begins
    }

    /// The most alike first; instances without a visible line are left out.
    func suggestions(on days: [Day], in store: some RecordReader) throws -> [Suggestion] {
        var listed: Set<String> = []
        for day in days.prefix(Self.mostDays) where listed.count <= Self.mostCompared {
            listed.formUnion(try store.customerInstances(on: day...day))
        }
        let alike = listed.compactMap { other in likeness(to: other).map { (rank: rank($0), value: other, why: $0) } }
        var found: [Suggestion] = []
        for one in alike.sorted(by: { ($0.rank, $0.value) < ($1.rank, $1.value) }) where found.count < Self.mostNear {
            guard try !store.days(ofInstance: one.value).isEmpty else { continue }
            found.append(Suggestion(kind: "instance", value: one.value, started: nil, why: one.why))
        }
        return found
    }

    /// How another instance resembles the one that was asked for; `nil`: not at all.
    func likeness(to other: String) -> Likeness? {
        if begins(other) { return .begins }
        let meant = InstanceLikeness.digits(other)
        if let slip = Slips.slip(from: meant, to: asked) { return slip }
        if let edits = edits(to: meant), edits > 0 { return .severalDiffer(edits) }
        let same = zip(meant, asked).prefix { $0 == $1 }.count
        return same >= Self.leastBeginning && same < asked.count ? .sameBeginning(same) : nil
    }

    private func rank(_ likeness: Likeness) -> Int {
        switch likeness {
        case .slip: 1
        case .begins: 2
        case .severalDiffer(let count): 2 + count
        case .sameBeginning(let count): 100 - count
        }
    }

    private static func digits(_ instance: String) -> [UInt8] { instance.lowercased().utf8.filter { $0 != UInt8(ascii: "-") } }

    /// Levenshtein's distance where it is `mostDigits` at most.
    private func edits(to meant: [UInt8]) -> Int? {
        guard abs(meant.count - asked.count) <= Self.mostDigits else { return nil }
        var row = Array(0...asked.count)
        for (index, digit) in meant.enumerated() {
            var corner = row[0]
            row[0] = index + 1
            for (column, other) in asked.enumerated() {
                let replaced = corner + (digit == other ? 0 : 1)
                corner = row[column + 1]
                row[column + 1] = min(replaced, corner + 1, row[column] + 1)
            }
            guard let least = row.min(), least <= Self.mostDigits else { return nil }
        }
        return row.last.flatMap { $0 <= Self.mostDigits ? $0 : nil }
    }
}
