package import LogRecords

/// More than a cause says of why something is not there, or what an inferred value rests on: one closed list, worded
/// where it is rendered.
///
/// Texts in it are as lines hold them, and masked with the answer.
package enum Detail: Sendable, Equatable {
    // Lines that fit more than one request
    /// More than one line of a vantage fits, and none is certain.
    case severalLines(Vantage)
    /// A line of a vantage fits this request and another one.
    case sharedLines(Vantage)
    case servingCallUnknown

    // What a line does not say
    case edgeNamesNoColo
    case besideEdge
    case gatewayNamesNoRay
    case gatewayNamesNoRegion
    case gatewayNamesNoProvider
    case cloudRunNamesNoProvider
    /// A source that never logs a ray, behind an edge whose line holds nothing else.
    case sourceLogsNoRay(source: String)
    case sourceIsSampled
    case everyCallFailed
    /// A prompt was chosen and no call seen: the names that it has, and the status of the answer.
    case promptNotCalled(names: [String], status: Int)
    case pasteHoldsNoID

    // Who answered instead
    case edgeAnswered(status: Int?)
    case balancerAnswered(word: String)
    case recordListsNoCall
    case gatewayRefused(status: Int)
    /// The line says that the connection closed before anything began.
    case closedBeforeStart
    case jobHasOtherID
    /// A gateway's answer is here, and the one that was sent may be another's.
    case anotherGatewayMayHaveAnswered

    // What the store holds
    case neverLoaded(sources: [String])
    case timeUnknown
    case storePartUnreadable
    case sourceExpired(source: String)
    case windowNotLoaded(source: String, TimeRange)
    case shardCutShort(source: String)
    case noShardOfThatTime(source: String)
    case shardsCannotBeCounted(source: String)
    /// All shards that can be counted are there, and the record may be missing all the same.
    case silent(Silence)

    // Where a model ran
    /// The vendor does not promise that the model runs where it was asked; `reason` is the vendor's word.
    case placeWasAsked(place: String, reason: String?)
    case perhapsProfile(place: String)
    /// `geography` is `nil` where the profile's name says none, `global` for all of AWS's regions.
    case profileSpansRegions(place: String, geography: String?)
    case addressUnknown
    case hostNamesNoPlace(host: String, reason: String?)
    /// The vendor's word that nobody can know.
    case vendorTellsNobody(reason: String)

    // What an inferred value rests on
    case restsOnPrompt
    case restsOnAddress
    case restsOnPaste
    /// Lines are one request's only if clocks differ by so much.
    case clocksDiffer(byNanoseconds: Int64)
}

extension Detail {
    /// What programs know a detail by: in the JSON, in waybill-route(5) and in the schema.
    package enum Code: String, CaseIterable, Sendable {
        case severalLines = "several_lines"
        case sharedLines = "shared_lines"
        case servingCallUnknown = "serving_call_unknown"
        case edgeNamesNoColo = "edge_names_no_colo"
        case besideEdge = "beside_edge"
        case gatewayNamesNoRay = "gateway_names_no_ray"
        case gatewayNamesNoRegion = "gateway_names_no_region"
        case gatewayNamesNoProvider = "gateway_names_no_provider"
        case cloudRunNamesNoProvider = "cloud_run_names_no_provider"
        case sourceLogsNoRay = "source_logs_no_ray"
        case sourceIsSampled = "source_is_sampled"
        case everyCallFailed = "every_call_failed"
        case promptNotCalled = "prompt_not_called"
        case pasteHoldsNoID = "paste_holds_no_id"
        case edgeAnswered = "edge_answered"
        case balancerAnswered = "balancer_answered"
        case recordListsNoCall = "record_lists_no_call"
        case gatewayRefused = "gateway_refused"
        case closedBeforeStart = "closed_before_start"
        case jobHasOtherID = "job_has_other_id"
        case anotherGatewayMayHaveAnswered = "another_gateway_may_have_answered"
        case neverLoaded = "never_loaded"
        case timeUnknown = "time_unknown"
        case storePartUnreadable = "store_part_unreadable"
        case sourceExpired = "source_expired"
        case windowNotLoaded = "window_not_loaded"
        case shardCutShort = "shard_cut_short"
        case noShardOfThatTime = "no_shard_of_that_time"
        case shardsCannotBeCounted = "shards_cannot_be_counted"
        case silent
        case placeWasAsked = "place_was_asked"
        case perhapsProfile = "perhaps_profile"
        case profileSpansRegions = "profile_spans_regions"
        case addressUnknown = "address_unknown"
        case hostNamesNoPlace = "host_names_no_place"
        case vendorTellsNobody = "vendor_tells_nobody"
        case restsOnPrompt = "rests_on_prompt"
        case restsOnAddress = "rests_on_address"
        case restsOnPaste = "rests_on_paste"
        case clocksDiffer = "clocks_differ"
    }

    package var code: Code {
        switch self {
        case .severalLines: .severalLines
        case .sharedLines: .sharedLines
        case .servingCallUnknown: .servingCallUnknown
        case .edgeNamesNoColo: .edgeNamesNoColo
        case .besideEdge: .besideEdge
        case .gatewayNamesNoRay: .gatewayNamesNoRay
        case .gatewayNamesNoRegion: .gatewayNamesNoRegion
        case .gatewayNamesNoProvider: .gatewayNamesNoProvider
        case .cloudRunNamesNoProvider: .cloudRunNamesNoProvider
        case .sourceLogsNoRay: .sourceLogsNoRay
        case .sourceIsSampled: .sourceIsSampled
        case .everyCallFailed: .everyCallFailed
        case .promptNotCalled: .promptNotCalled
        case .pasteHoldsNoID: .pasteHoldsNoID
        case .edgeAnswered: .edgeAnswered
        case .balancerAnswered: .balancerAnswered
        case .recordListsNoCall: .recordListsNoCall
        case .gatewayRefused: .gatewayRefused
        case .closedBeforeStart: .closedBeforeStart
        case .jobHasOtherID: .jobHasOtherID
        case .anotherGatewayMayHaveAnswered: .anotherGatewayMayHaveAnswered
        case .neverLoaded: .neverLoaded
        case .timeUnknown: .timeUnknown
        case .storePartUnreadable: .storePartUnreadable
        case .sourceExpired: .sourceExpired
        case .windowNotLoaded: .windowNotLoaded
        case .shardCutShort: .shardCutShort
        case .noShardOfThatTime: .noShardOfThatTime
        case .shardsCannotBeCounted: .shardsCannotBeCounted
        case .silent: .silent
        case .placeWasAsked: .placeWasAsked
        case .perhapsProfile: .perhapsProfile
        case .profileSpansRegions: .profileSpansRegions
        case .addressUnknown: .addressUnknown
        case .hostNamesNoPlace: .hostNamesNoPlace
        case .vendorTellsNobody: .vendorTellsNobody
        case .restsOnPrompt: .restsOnPrompt
        case .restsOnAddress: .restsOnAddress
        case .restsOnPaste: .restsOnPaste
        case .clocksDiffer: .clocksDiffer
        }
    }
}
