import LogRecords

/// In how many of some lines each path was, with a value of each kind.
struct PathCounts {
    private static let kinds = JSONCursor.Kind.allCases

    private var lines: Int64 = 0
    /// By path and kind.
    private var cells: [Int64] = []
    private var used = 0

    /// Counts a line that had these.
    mutating func add(_ found: [Outline.Found]) {
        lines += 1
        for (path, kind) in found { add(path * PathCounts.kinds.count + kind.rawValue) }
    }

    private mutating func add(_ cell: Int) {
        if cell >= cells.count { cells.append(contentsOf: repeatElement(0, count: cell + 1 - cells.count)) }
        if cells[cell] == 0 {
            guard used < FieldSampler.mostPaths else { return }
            used += 1
        }
        cells[cell] += 1
    }

    /// What was counted, of paths by their numbers.
    func all(of paths: [String], day: Day, source: String) -> [FieldCount] {
        let counts = cells.indices.compactMap { cell -> FieldCount? in
            let (path, kind) = cell.quotientAndRemainder(dividingBy: PathCounts.kinds.count)
            guard cells[cell] > 0, paths.indices.contains(path), let kind = FieldCount.Kind(PathCounts.kinds[kind]) else {
                return nil
            }
            return FieldCount(day: day, source: source, path: paths[path], kind: kind, lines: cells[cell])
        }
        return [FieldCount(day: day, source: source, path: "", kind: .line, lines: lines)] + counts
    }
}

extension FieldCount.Kind {
    /// `nil` for `null`.
    fileprivate init?(_ kind: JSONCursor.Kind) {
        switch kind {
        case .string: self = .text
        case .number: self = .number
        case .flag: self = .flag
        case .array: self = .list
        case .object: self = .object
        case .null: return nil
        }
    }
}
