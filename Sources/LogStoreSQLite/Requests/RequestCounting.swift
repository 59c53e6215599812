import LogRecords

/// Counts the requests of one file after another.
struct RequestCounting {
    private let count: RequestCount
    private(set) var counts = RequestCounts()

    init(_ count: RequestCount) {
        self.count = count
    }

    /// A group by numbers: of the shared rows, and of the time. Texts are put in once all are counted.
    private struct Key: Hashable {
        var verdict: Int
        var caller: Int
        var time: Int64?
        var text: Int64?
    }

    mutating func add(_ file: RequestFileReader, without replaced: Set<Int64>) throws {
        let dimensions = count.dimensions.map(Place.init)
        let usesVerdict = dimensions.contains { $0.home == .verdict }
        let usesCaller = dimensions.contains { $0.home == .caller }
        let step = dimensions.compactMap(\.nanoseconds).min()
        let (verdicts, callers) = (try file.all(.verdict), try file.all(.caller))
        let states = verdicts.map { row in (isFailed: row?.hasFailed ?? false, isRerouted: row?.reroutedFrom != nil) }
        var found: [Key: RequestMeasures] = [:]
        let scan = try RequestScan(count.filter, in: file, without: replaced)
        let own = dimensions.first { $0.home == .request }
        let left = try scan.each(text: own?.column) { row in
            let time = step.flatMap { step in row.started.map { $0 - (($0 % step) + step) % step } }
            let key = Key(verdict: usesVerdict ? row.verdict : 0, caller: usesCaller ? row.caller : 0, time: time, text: row.text)
            found[key, default: RequestMeasures()].add(
                row, isFailed: states[row.verdict].isFailed, isRerouted: states[row.verdict].isRerouted)
        }
        counts.undecided += left.undecided
        counts.unparted += left.unparted
        for (key, measures) in found {
            let verdict = verdicts.indices.contains(key.verdict) ? verdicts[key.verdict] : nil
            let caller = callers.indices.contains(key.caller) ? callers[key.caller] : nil
            let text = try key.text.map { try file.text($0) }
            add(
                measures,
                as: dimensions.map { place in
                    place.home == .request ? text : place.text(verdict: verdict, caller: caller, time: key.time)
                })
        }
    }

    private mutating func add(_ measures: RequestMeasures, as group: [String?]) {
        counts.total.add(measures)
        if counts.groups[group] == nil, counts.groups.count >= RequestCount.mostGroups {
            counts.others.add(measures)
        } else {
            counts.groups[group, default: RequestMeasures()].add(measures)
        }
    }
}

/// Where a dimension's value is found.
private struct Place {
    let home: RequestField.Home?
    /// The length of a step, where it is one of time.
    let nanoseconds: Int64?
    /// In its table.
    var column: String? { field?.name }
    private let field: RequestField?
    private let isClass: Bool

    init(_ dimension: RequestCount.Dimension) {
        var (home, nanoseconds, field, isClass): (RequestField.Home?, Int64?, RequestField?, Bool) = (nil, nil, nil, false)
        switch dimension {
        case .field(let name):
            field = RequestFields.all.first { $0.name == name }
            home = field?.home
        case .statusClass: (home, isClass) = (.verdict, true)
        case .hour: nanoseconds = Instant.hour
        case .day: nanoseconds = Instant.day
        }
        (self.home, self.nanoseconds, self.field, self.isClass) = (home, nanoseconds, field, isClass)
    }

    func text(verdict: RequestRow?, caller: RequestRow?, time: Int64?) -> String? {
        if let nanoseconds {
            let text = time.map { Instant(nanoseconds: $0).text(digits: 0) }
            return nanoseconds == Instant.day ? text.map { String($0.prefix(10)) } : text
        }
        if isClass { return verdict?.status.map { "\($0 / 100)xx" } }
        guard let field, let row = field.home == .verdict ? verdict : caller else { return nil }
        switch field.value(row) {
        case .text(let text): return text
        case .number(let number): return String(number)
        case .id128, nil: return nil
        }
    }
}

extension RequestMeasures {
    fileprivate mutating func add(_ row: RequestScan.Row, isFailed: Bool, isRerouted: Bool) {
        requests += 1
        if isFailed { failed += 1 }
        if isRerouted { rerouted += 1 }
        if row.attempts > 1 { retried += 1 }
        inputTokens = saturatingSum(inputTokens, row.inputTokens ?? 0)
        outputTokens = saturatingSum(outputTokens, row.outputTokens ?? 0)
        if let duration = row.duration { durations.add(duration) }
        if let first = row.firstToken { firstTokens.add(first) }
    }
}
