extension Detail {
    /// The same with each text in it replaced: what masking goes through.
    func mapTexts(_ map: (String) -> String) -> Detail {
        switch self {
        case .sourceLogsNoRay(let source): .sourceLogsNoRay(source: map(source))
        case .promptNotCalled(let names, let status): .promptNotCalled(names: names.map(map), status: status)
        case .balancerAnswered(let word): .balancerAnswered(word: map(word))
        case .neverLoaded(let sources): .neverLoaded(sources: sources.map(map))
        case .sourceExpired(let source): .sourceExpired(source: map(source))
        case .windowNotLoaded(let source, let range): .windowNotLoaded(source: map(source), range)
        case .shardCutShort(let source): .shardCutShort(source: map(source))
        case .noShardOfThatTime(let source): .noShardOfThatTime(source: map(source))
        case .shardsCannotBeCounted(let source): .shardsCannotBeCounted(source: map(source))
        case .silent(let silence): .silent(silence.mapTexts(map))
        case .placeWasAsked(let place, let reason): .placeWasAsked(place: map(place), reason: reason.map(map))
        case .perhapsProfile(let place): .perhapsProfile(place: map(place))
        case .profileSpansRegions(let place, let geography):
            .profileSpansRegions(place: map(place), geography: geography.map(map))
        case .hostNamesNoPlace(let host, let reason): .hostNamesNoPlace(host: map(host), reason: reason.map(map))
        case .vendorTellsNobody(let reason): .vendorTellsNobody(reason: map(reason))
        case .severalLines, .sharedLines, .servingCallUnknown, .edgeNamesNoColo, .besideEdge, .gatewayNamesNoRay,
            .gatewayNamesNoRegion, .gatewayNamesNoProvider, .cloudRunNamesNoProvider, .sourceIsSampled, .everyCallFailed,
            .pasteHoldsNoID, .edgeAnswered, .recordListsNoCall, .gatewayRefused, .closedBeforeStart, .jobHasOtherID,
            .anotherGatewayMayHaveAnswered,
            .timeUnknown, .storePartUnreadable, .addressUnknown, .restsOnPrompt, .restsOnAddress, .restsOnPaste, .clocksDiffer:
            self
        }
    }
}
