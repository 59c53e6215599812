/// Which of a story's surviving lines can be joined, by identifiers alone, to the one that is asked for.
///
/// Written apart from the tool that is tested with it: it knows each line's owner, which the tool must find out.
struct Joining {
    let lines: [WrittenLine]
    /// Identifiers on lines of several requests.
    let shared: Set<String>

    init(lines: [WrittenLine], requests: Int) {
        self.lines = lines.filter { !$0.placement.places.isEmpty }
        guard requests > 1 else {
            shared = []
            return
        }
        var owners: [String: Set<Int>] = [:]
        for line in self.lines {
            guard let owner = line.owner else { continue }
            for id in line.ids { owners[id.text, default: []].insert(owner) }
        }
        shared = Set(owners.filter { $0.value.count > 1 }.keys)
    }

    /// The requests whose lines carry this identifier.
    func carriers(of id: String) -> Set<Int> {
        var owners: Set<Int> = []
        for line in lines {
            if let owner = line.owner, line.ids.contains(where: { $0.text == id }) { owners.insert(owner) }
        }
        return owners
    }

    /// The request's lines that can be reached from `id`, by whatever identifiers.
    func reached(from id: String, owner: Int) -> [WrittenLine] {
        closure(from: [id], through: lines).filter { $0.owner == owner }
    }

    /// Those of them that are joined by identifiers which this request alone has.
    func exact(from id: String, owner: Int) -> [WrittenLine] {
        let own = lines.filter { $0.owner == owner }
        guard shared.contains(id) else { return closure(from: [id], through: own, without: shared) }
        return []
    }

    /// Identifiers that only lines of this request carry, on lines that can be reached from `id`; `id` first where it
    /// is one. The monolith's lines make no route of their own beside others.
    func own(of owner: Int, asked id: String) -> [String] {
        var ids = shared.contains(id) ? [] : [id]
        for line in reached(from: id, owner: owner) where line.format != "gitlab.rails" {
            for other in line.ids where !shared.contains(other.text) && !ids.contains(other.text) { ids.append(other.text) }
        }
        return ids
    }

    /// How many requests have a line of this format that carries the identifier.
    func carriers(of id: String, format: String) -> Int {
        Set(lines.filter { $0.format == format && $0.ids.contains { $0.text == id } }.compactMap(\.owner)).count
    }

    private func closure(from ids: [String], through lines: [WrittenLine], without: Set<String> = []) -> [WrittenLine] {
        if lines.count == 1 { return lines.filter { line in line.ids.contains { ids.contains($0.text) } } }
        var known = Set(ids)
        var left = lines
        var found: [WrittenLine] = []
        while true {
            let now = left.filter { line in line.ids.contains { known.contains($0.text) } }
            guard !now.isEmpty else { return found }
            left.removeAll { line in line.ids.contains { known.contains($0.text) } }
            found += now
            for line in now {
                for id in line.ids where !without.contains(id.text) { known.insert(id.text) }
            }
        }
    }
}
