import LogRecords

// By what one request alone has.

extension Parting {
    /// Everything that an exact id joins, whatever the clocks say.
    mutating func uniteExact() {
        uniteByRay()
        uniteByRequestID()
        uniteByParentSpan()
        uniteMonolithLines()
        for root in groups.roots { noteSkew(of: groups.members(of: root)) }
    }

    /// An exact id joins what the clocks contradict: then it is the clock of the inner line that is wrong.
    private mutating func noteSkew(of members: [Int]) {
        let edges = members.filter { records[$0].vantage == .edge }
        guard !edges.isEmpty else { return }
        for index in members where records[index].vantage == .gateway {
            if !edges.contains(where: { Fitting.shift(of: records[index], into: records[$0])?.contains(0) ?? false }) {
                skewed.insert(index)
            }
        }
    }

    /// Lines with one ray, and a Worker's sub-request with its parent. Rays are not guaranteed unique, so path and time
    /// must agree.
    /// https://developers.cloudflare.com/fundamentals/reference/cloudflare-ray-id/
    private mutating func uniteByRay() {
        var byRay: [UInt64: [Int]] = [:]
        for index in records.indices {
            if let ray = records[index].sighting.ray { byRay[ray, default: []].append(index) }
        }
        for indices in byRay.sorted(by: { $0.key < $1.key }).map(\.value) {
            let edges = indices.filter { records[$0].vantage == .edge }
            uniteAgreeing(edges, by: .ray)
            let others = indices.filter { records[$0].vantage != .edge }
            guard !edges.isEmpty else {
                uniteAgreeing(others, by: .ray)
                continue
            }
            for index in others { unite(index, withOneOf: edges) }
        }
        for index in records.indices {
            guard let parentRay = records[index].sighting.parentRay, let parents = byRay[parentRay] else { continue }
            let near = parents.filter { records[$0].vantage == .edge && $0 != index && overlap($0, index) }
            if Set(near.map(groups.root)).count == 1 { join(index, near[0], by: .parentRay) }
        }
    }

    /// Unites those whose paths and times agree; the list is as long as one ray has lines.
    private mutating func uniteAgreeing(_ indices: [Int], by link: WorkStep.Link) {
        var firsts: [Int] = []
        for index in indices {
            if let first = firsts.first(where: { overlap($0, index) && samePath($0, index) }) {
                join(first, index, by: link)
            } else {
                firsts.append(index)
            }
        }
    }

    /// Unites a line with the edge's line of its ray: the only one near in time, else the only one of its path.
    private mutating func unite(_ index: Int, withOneOf edges: [Int]) {
        let near = edges.filter { overlap($0, index) }
        let roots = Set(near.map(groups.root))
        let chosen = roots.count > 1 ? Set(near.filter { samePath($0, index) }.map(groups.root)) : roots
        if chosen.count == 1, let edge = chosen.first {
            join(index, edge, by: .ray)
        } else if chosen.count > 1 {
            several[index, default: []].formUnion(.edge)
            undecided[index, default: []] += near
        }
    }

    /// Our gateway's request id names one request, whatever the field is called where it meets it.
    private mutating func uniteByRequestID() {
        for index in records.indices where records[index].isOwnGateway {
            guard let id = records[index].sighting.requestID else { continue }
            for other in byKey[CanonicalIdentifier(id)] ?? [] where overlap(index, other) { join(index, other, by: .requestID) }
        }
    }

    /// Gateways that were handed one and the same parent span were asked for one request: an edge that tried again
    /// sends its headers again.
    private mutating func uniteByParentSpan() {
        for (key, indices) in byKey {
            let gateways = indices.filter { index in
                records[index].isApplication && records[index].sighting.parentSpanID != nil
                    && records[index].keys.contains { $0.kind == .traceID && $0.key == key }
            }
            for same in Dictionary(grouping: gateways, by: { records[$0].sighting.parentSpanID }).values {
                uniteAgreeing(same, by: .parentSpan)
            }
        }
    }

    /// Rails, Workhorse and Sidekiq write several lines under one correlation id: one caller, as long as they follow
    /// each other. Two rays are two requests of a customer's who chose the id himself; then a line without a ray is of
    /// either.
    private mutating func uniteMonolithLines() {
        for (key, indices) in byKey {
            let lines = indices.filter { records[$0].vantage == .monolith && isCorrelated(records[$0], by: key) }.sorted {
                (records[$0].span?.from.nanoseconds ?? 0, $0) < (records[$1].span?.from.nanoseconds ?? 0, $1)
            }
            let byRay = Dictionary(grouping: lines) { records[$0].sighting.ray }
            let callers = byRay.keys.count { $0 != nil } > 1 ? byRay.filter { $0.key != nil }.map(\.value) : [lines]
            for group in callers {
                for (one, next) in zip(group, group.dropFirst()) where overlap(one, next) { join(one, next, by: .monolithLines) }
            }
        }
    }

    private func isCorrelated(_ record: JoinedRecord, by key: CanonicalIdentifier) -> Bool {
        record.keys.contains { requestFields.contains($0.kind) && $0.key == key }
    }

    /// Whether two records are near enough in time for an exact id to join them.
    func overlap(_ left: Int, _ right: Int) -> Bool {
        Fitting.overlap(records[left], records[right], slack: Instant.minute)
    }

    /// Whether the paths, as far as they are known, are the same.
    func samePath(_ left: Int, _ right: Int) -> Bool {
        Fitting.agree(records[left].comparedPath, records[right].comparedPath)
    }
}
