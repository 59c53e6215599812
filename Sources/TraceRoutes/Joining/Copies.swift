import LogRecords

// foreign numbers: sums and products are checked

/// The records, each once: two lines of one place are copies of one where they share an id and agree in all that both
/// state.
///
/// A vendor's own identity of a record was compared before; this finds what was exported twice in two spellings.
func foldingCopies(_ all: [JoinedRecord]) -> [JoinedRecord] {
    var records: [JoinedRecord] = []
    var byKey: [CanonicalIdentifier: [Int]] = [:]
    for record in all {
        let keys = Set(record.keys.lazy.filter(\.kind.isFollowed).map(\.key))
        // A copy is of the same moment, so of an id of many requests only the last few are compared.
        if let index = keys.lazy.flatMap({ byKey[$0]?.suffix(64) ?? [] }).first(where: { records[$0].isCopied(in: record) }) {
            records[index].add(record)
            continue
        }
        for key in keys { byKey[key, default: []].append(records.count) }
        records.append(record)
    }
    return records
}

extension JoinedRecord {
    /// Whether another line says the same of the same moment. Lines of one shard are two, for nobody writes one twice
    /// in it on purpose; so are calls and the monolith's lines, which say little.
    fileprivate func isCopied(in other: JoinedRecord) -> Bool {
        let (one, two) = (sighting, other.sighting)
        guard one.format == two.format, one.vantage == two.vantage, one.place.shard != two.place.shard else { return false }
        guard vantage == .edge || vantage == .balancer || vantage == .gateway, one.recordID == nil || two.recordID == nil else {
            return false
        }
        guard one.filed != nil, isSame(one.started, two.started), isSame(one.ended, two.ended) else { return false }
        return statesSame(one, two)
    }

    private func statesSame(_ one: Sighting, _ two: Sighting) -> Bool {
        let texts: [(Sighting) -> String?] = [
            { $0.path }, { $0.method }, { $0.host }, { $0.gatewayInstance }, { $0.region }, { $0.colo }, { $0.requestID },
            { $0.correlationID }, { $0.clientRequestID }, { $0.traceID?.hexadecimal }, { $0.ray?.hexadecimal },
            { $0.spanID?.hexadecimal },
            { $0.result }, { $0.clientAddress }, { $0.customerInstance }, { $0.userAgent },
        ]
        let numbers: [(Sighting) -> Int64?] = [
            { $0.status.map(Int64.init) }, { $0.originStatus.map(Int64.init) }, { $0.bytesIn }, { $0.bytesOut }, { $0.sequence },
        ]
        return texts.allSatisfy { Fitting.agree($0(one), $0(two)) } && numbers.allSatisfy { Fitting.agree($0(one), $0(two)) }
    }

    /// Whether two spellings of a moment are one, to the digits of the coarser; one that is not stated says nothing.
    private func isSame(_ one: Instant?, _ two: Instant?) -> Bool {
        guard let one, let two else { return true }
        guard one != two else { return one.digit < Instant.second }
        let (difference, overflow) = one.nanoseconds.subtractingReportingOverflow(two.nanoseconds)
        return !overflow && difference.magnitude < UInt64(max(one.digit, two.digit)) && min(one.digit, two.digit) < Instant.second
    }
}

extension Instant {
    /// What its last digit counts, in nanoseconds: a second at most.
    fileprivate var digit: Int64 {
        [Instant.second, 1_000_000, 1_000].first { nanoseconds % $0 == 0 } ?? 1
    }
}
