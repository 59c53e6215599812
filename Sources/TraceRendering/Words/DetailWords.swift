import LogRecords
import TraceRoutes

/// The sentences in which details are told: lower case, no full stop, each part of a masked answer as it is.
enum DetailWords {
    /// Several are one sentence; `nil` where there are none.
    static func sentence(_ details: [Detail]) -> String? {
        details.isEmpty ? nil : details.map(words).joined(separator: "; ")
    }

    /// One of them.
    // long: one case a detail
    static func words(_ detail: Detail) -> String {
        switch detail {
        case .severalLines(let vantage): "more than one line of \(holder(vantage)) fits, and none is certain"
        case .sharedLines(.provider): "lines of model calls fit this request and another one"
        case .sharedLines(let vantage): "a line of \(holder(vantage)) fits this request and another one"
        case .servingCallUnknown: "several calls were made, and which of them served is not known"
        case .edgeNamesNoColo: "the edge's line names no colo"
        case .besideEdge: "this service is not behind Cloudflare"
        case .gatewayNamesNoRay: "the gateway's line holds no ray to find the edge's line by"
        case .gatewayNamesNoRegion:
            "the gateway's log names no region; if the customer runs this gateway, the region is where they run it"
        case .gatewayNamesNoProvider: "the gateway's line names no provider, and no line of a call was found"
        case .cloudRunNamesNoProvider: "Cloud Run's line names no provider"
        case .sourceLogsNoRay(let source): "\(source) never logs a ray, and the edge's line holds no other id"
        case .sourceIsSampled: "the source says that it logs only some of the requests"
        case .everyCallFailed: "every call failed; none served the request"
        case .promptNotCalled(let names, let status):
            "the chosen prompt names \(names.map { $0.escaped() }.joined(separator: ", ")), but no line says that it was called; "
                + "the answer was \(status)"
        case .pasteHoldsNoID: "a pasted body holds no id, so no line could be looked for"
        case .edgeAnswered(let status): "the edge answered" + (status.map { " \($0)" } ?? "") + " without asking the origin"
        case .balancerAnswered(let word): "the load balancer answered: \(word)"
        case .recordListsNoCall: "the gateway's record lists no call to a provider"
        case .gatewayRefused(let status): "the gateway refused the request with \(status)"
        case .closedBeforeStart: "the connection closed before anything was started"
        case .jobHasOtherID: "Rails answered under this id; a job called the gateway under an id of its own"
        case .anotherGatewayMayHaveAnswered:
            "a gateway's answer is here, and the answer that was sent may be that of another whose line is not"
        case .neverLoaded(let sources):
            sources.count == 1
                ? "no \(sources.joined()) shard was ever loaded"
                : "no shard of \(Words.listed(sources, by: "or")) was ever loaded"
        case .timeUnknown: "the time is not known, so whether its shards are loaded is not either"
        case .storePartUnreadable: "a part of the store that may hold lines of that time cannot be read"
        case .sourceExpired(let source): "\(source) of that time has expired"
        case .windowNotLoaded(let source, let range):
            "\(source): \(TimeText.minute(range.from))-\(TimeText.minute(range.to)) is not loaded whole"
        case .shardCutShort(let source): "a shard of \(source) of that time is cut short, or has bytes that are no line"
        case .noShardOfThatTime(let source): "no \(source) shard of that time is loaded"
        case .shardsCannotBeCounted(let source):
            "whether all of \(source) of that time is loaded cannot be told from its shards' names"
        case .silent(let silence): SilenceWords(zone: .utc).sentence(silence)
        case .placeWasAsked(let place, let reason): "\(place.escaped()) was asked" + (reason.map { "; \($0)" } ?? "")
        case .perhapsProfile(let place):
            "\(place.escaped()) was asked; a profile that spans regions may have run the model elsewhere"
        case .profileSpansRegions(let place, let geography): "\(place) was asked through \(profile(geography))"
        case .addressUnknown: "the call's address is not known"
        case .hostNamesNoPlace(let host, let reason): "\(host.escaped()) names no place" + (reason.map { ": \($0)" } ?? "")
        case .vendorTellsNobody(let reason): reason
        case .restsOnPrompt: "the prompt that was chosen before any call names it, and no line of a call does"
        case .restsOnAddress: "the address names the place that was asked"
        case .restsOnPaste: "the pasted response body names it; no line confirms a paste"
        case .clocksDiffer(let nanoseconds): clocks(nanoseconds)
        }
    }

    private static func profile(_ geography: String?) -> String {
        switch geography {
        case nil: "an inference profile, which may span regions"
        case "global"?: "a global inference profile: AWS chooses among all its regions"
        case let geography?: "an inference profile: AWS chooses among the regions of \(geography.escaped())"
        }
    }

    /// `holds if the clocks ... differ by at least 1.6 s`
    private static func clocks(_ nanoseconds: Int64) -> String {
        let tenths = (nanoseconds / 100_000_000).quotientAndRemainder(dividingBy: 10)
        return "holds if the clocks of its lines' systems differ by at least \(tenths.quotient).\(tenths.remainder) s"
    }

    /// There is one edge and one monolith; balancers and gateways are several.
    private static func holder(_ vantage: Vantage) -> String {
        switch vantage {
        case .edge: "the edge"
        case .monolith: "the monolith"
        case .balancer, .gateway, .provider: "a \(vantage.name)"
        }
    }
}
