import LogRecords

extension Note {
    /// The same with each text in it replaced: what masking goes through.
    func mapTexts(_ map: (String) -> String) -> Note {
        func named(_ ids: [NamedID]) -> [NamedID] { ids.map { NamedID(kind: map($0.kind), value: map($0.value)) } }
        switch self {
        case .sameRequests(let ids, let more, let requests): return .sameRequests(named(ids), more: more, requests: requests)
        case .unknownIDs(let ids, let more): return .unknownIDs(named(ids), more: more)
        case .idInField(let value, let fields): return .idInField(value: map(value), fields)
        case .bodyNotConfirmed(let region): return .bodyNotConfirmed(region: map(region))
        case .namesInstance(let instance, let requests, let isExact, let days, let first, let last):
            return .namesInstance(map(instance), requests: requests, isExact: isExact, days: days, first: first, last: last)
        case .listInstance(let instance, let moment): return .listInstance(map(instance), around: moment)
        case .unreadablePart(var part):
            (part.name, part.why) = (map(part.name), map(part.why))
            return .unreadablePart(part)
        case .beginningsLookedFor(let value, let place): return .beginningsLookedFor(map(value), place)
        case .beginningsBounded(let value, let most): return .beginningsBounded(map(value), most: most)
        case .pasteCut, .idsLeftOut, .noID, .noTimeInID, .bodyNamesDefaultRegion, .linesOfIDBounded, .linesOfOneIDBounded,
            .requestsBounded, .callsCut, .callsBounded, .linesBounded, .stepsBounded, .idNotFollowed, .idFollowedNearby,
            .linesGivenToNone, .cannotLookForJobs, .cannotLookForBeginnings, .dayExpired, .daysPruned:
            return self
        }
    }
}
