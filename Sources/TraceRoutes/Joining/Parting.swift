import LogRecords

/// Parts the records that hang together into requests.
///
/// First by what one request alone has (ray, our request id, the worker's parent), then by what several may share (trace, correlation
/// id) where exactly one pair fits in path, time and status. Parts never merge on a guess: a line that fits two of them is in neither,
/// and both say so.
struct Parting {
    let records: [JoinedRecord]
    var parent: [Int]
    var several: [Int: Set<Vantage>] = [:]
    var undecided: [Int: [Int]] = [:]
    /// Lines of model calls that fit several parts: no requests themselves.
    var looseCalls: Set<Int> = []
    /// Callers of several parts: lines above them, no requests of their own to choose.
    var outers: Set<Int> = []
    let byKey: [CanonicalIdentifier: [Int]]
    let keysOfTraces: [CanonicalIdentifier: [Int]]

    init(_ records: [JoinedRecord]) {
        self.records = records
        parent = Array(records.indices)
        var shared: [CanonicalIdentifier: [Int]] = [:]
        var traces: [CanonicalIdentifier: [Int]] = [:]
        for index in records.indices {
            var own: Set<CanonicalIdentifier> = []
            for (kind, key) in records[index].keys where requestFields.contains(kind) && own.insert(key).inserted {
                shared[key, default: []].append(index)
            }
            if let trace = records[index].sighting.traceID { traces[.bits128(trace), default: []].append(index) }
        }
        byKey = shared.filter { $0.value.count > 1 }
        keysOfTraces = traces.filter { $0.value.count > 1 }
        uniteByRay()
        uniteByRequestID()
        uniteByParentSpan()
        uniteMonolithLines()
        uniteBySharedIDs(keysOfTraces, slack: Fitting.traceSlack, marks: false)
        uniteBySharedIDs(byKey, slack: Fitting.clockSlack, marks: true)
        takeCalls()
        uniteCallersWithCalled()
    }

    /// The requests that any of these records belongs to. A caller of several is left out where they are among them.
    func parts(with seeds: (JoinedRecord) -> Bool) -> [Part] {
        var roots: Set<Int> = []
        var fitting: [Int: Set<Int>] = [:]
        for (other, lines) in undecided {
            for line in lines { fitting[root(line), default: []].insert(other) }
        }
        for index in records.indices where seeds(records[index]) {
            roots.insert(root(index))
            guard outers.contains(root(index)) || looseCalls.contains(index) else { continue }
            for other in fitting[root(index)] ?? [] { roots.insert(root(other)) }
        }
        let inner = roots.subtracting(outers).subtracting(looseCalls)
        return makeParts(inner.isEmpty ? roots : inner)
    }

    private func makeParts(_ roots: Set<Int>) -> [Part] {
        var members: [Int: [Int]] = [:]
        for index in records.indices {
            let root = root(index)
            if roots.contains(root) { members[root, default: []].append(index) }
        }
        var flags: [Int: Set<Vantage>] = [:]
        var lines: [Int: Set<Int>] = [:]
        for (index, vantages) in several { flags[root(index), default: []].formUnion(vantages) }
        for (index, others) in undecided { lines[root(index), default: []].formUnion(others) }
        let parts = members.map { root, indices in
            Part(
                records: indices.map { records[$0] }.sorted(by: isMetEarlier), several: flags[root] ?? [],
                undecided: (lines[root] ?? []).sorted().map { records[$0] })
        }
        return parts.sorted { left, right in
            (left.span?.from.nanoseconds ?? .max, left.records[0].sighting.place.line)
                < (right.span?.from.nanoseconds ?? .max, right.records[0].sighting.place.line)
        }
    }
}

/// By vantage as a request meets them, then by time, then by place.
private func isMetEarlier(_ left: JoinedRecord, _ right: JoinedRecord) -> Bool {
    let one = left.sighting
    let other = right.sighting
    let leftKey = (left.vantage.rawValue, left.span?.from.nanoseconds ?? .max, left.span?.to.nanoseconds ?? .max)
    let rightKey = (right.vantage.rawValue, right.span?.from.nanoseconds ?? .max, right.span?.to.nanoseconds ?? .max)
    return leftKey == rightKey ? (one.place.shard, one.place.line) < (other.place.shard, other.place.line) : leftKey < rightKey
}

// MARK: - What belongs to one group

extension Parting {
    /// The record that stands for its group.
    func root(_ index: Int) -> Int {
        var index = index
        while parent[index] != index { index = parent[index] }
        return index
    }

    /// Makes one group of two.
    mutating func unite(_ left: Int, _ right: Int) {
        let one = root(left)
        let other = root(right)
        guard one != other else { return }
        parent[max(one, other)] = min(one, other)
        // The path is shortened here, so that chains stay short without a rank.
        parent[left] = min(one, other)
        parent[right] = min(one, other)
    }

    /// For each group, what vantages' lines it holds.
    func roles() -> [Int: Roles] {
        var roles: [Int: Roles] = [:]
        for index in records.indices { roles[root(index), default: []].insert(Roles(records[index])) }
        return roles
    }
}

/// What kinds of lines a group holds.
struct Roles: OptionSet {
    let rawValue: Int
    static let edge = Roles(rawValue: 1)
    static let balancer = Roles(rawValue: 2)
    static let cloudRun = Roles(rawValue: 4)
    static let application = Roles(rawValue: 8)
    static let calls = Roles(rawValue: 16)
    static let monolith = Roles(rawValue: 32)
    static let gateway: Roles = [.cloudRun, .application]

    init(rawValue: Int) {
        self.rawValue = rawValue
    }

    init(_ record: JoinedRecord) {
        switch record.vantage {
        case .edge: self = .edge
        case .balancer: self = .balancer
        case .gateway: self = record.isCloudRun ? .cloudRun : .application
        case .provider: self = .calls
        case .monolith: self = .monolith
        }
    }
}

// MARK: - By what one request alone has

extension Parting {
    /// Lines with one ray, and a Worker's sub-request with its parent. Rays are not guaranteed unique, so path and time must agree.
    /// https://developers.cloudflare.com/fundamentals/reference/cloudflare-ray-id/
    private mutating func uniteByRay() {
        var byRay: [UInt64: [Int]] = [:]
        for index in records.indices {
            if let ray = records[index].sighting.ray { byRay[ray, default: []].append(index) }
        }
        for indices in byRay.values.sorted(by: { $0[0] < $1[0] }) {
            let edges = indices.filter { records[$0].vantage == .edge }
            uniteAgreeing(edges)
            let others = indices.filter { records[$0].vantage != .edge }
            guard !edges.isEmpty else {
                uniteAgreeing(others)
                continue
            }
            for index in others { unite(index, withOneOf: edges) }
        }
        for index in records.indices {
            guard let parentRay = records[index].sighting.parentRay, let parents = byRay[parentRay] else { continue }
            let near = parents.filter { records[$0].vantage == .edge && $0 != index && overlap($0, index) }
            if Set(near.map(root)).count == 1 { unite(index, near[0]) }
        }
    }

    /// Unites those whose paths and times agree; the list is as long as one ray has lines.
    private mutating func uniteAgreeing(_ indices: [Int]) {
        var firsts: [Int] = []
        for index in indices {
            if let first = firsts.first(where: { overlap($0, index) && samePath($0, index) }) {
                unite(first, index)
            } else {
                firsts.append(index)
            }
        }
    }

    /// Unites a line with the edge's line of its ray: the only one near in time, else the only one of its path.
    private mutating func unite(_ index: Int, withOneOf edges: [Int]) {
        let near = edges.filter { overlap($0, index) }
        let groups = Set(near.map(root))
        let chosen = groups.count > 1 ? Set(near.filter { samePath($0, index) }.map(root)) : groups
        if chosen.count == 1, let edge = chosen.first {
            unite(index, edge)
        } else if chosen.count > 1 {
            several[index, default: []].insert(.edge)
            undecided[index, default: []] += near
        }
    }

    /// Our gateway's request id names one request, whatever the field is called where it meets it.
    private mutating func uniteByRequestID() {
        for index in records.indices where records[index].isOwnGateway {
            guard let id = records[index].sighting.requestID else { continue }
            for other in byKey[CanonicalIdentifier(id)] ?? [] where overlap(index, other) { unite(index, other) }
        }
    }

    /// Gateways that were handed one and the same parent span were asked for one request: an edge that tried again sends its headers again.
    private mutating func uniteByParentSpan() {
        for indices in keysOfTraces.values {
            let gateways = indices.filter { records[$0].isApplication && records[$0].sighting.parentSpanID != nil }
            for same in Dictionary(grouping: gateways, by: { records[$0].sighting.parentSpanID }).values { uniteAgreeing(same) }
        }
    }

    /// Rails, Workhorse and Sidekiq write several lines under one correlation id: one caller, as long as they follow each other. Two rays are
    /// two requests of a customer's who chose the id himself; then a line without a ray is of either.
    private mutating func uniteMonolithLines() {
        for indices in byKey.values {
            let lines = indices.filter { records[$0].vantage == .monolith }.sorted {
                (records[$0].span?.from.nanoseconds ?? 0, $0) < (records[$1].span?.from.nanoseconds ?? 0, $1)
            }
            let byRay = Dictionary(grouping: lines) { records[$0].sighting.ray }
            let groups = byRay.keys.count { $0 != nil } > 1 ? byRay.filter { $0.key != nil }.map(\.value) : [lines]
            for group in groups {
                for (one, next) in zip(group, group.dropFirst()) where overlap(one, next) { unite(one, next) }
            }
        }
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
