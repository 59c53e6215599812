import LogRecords

/// What a script asks of a fact without reading its words.
extension WhyFact {
    /// The system that it is about: a vantage, a source, a provider or a region.
    package var who: String? {
        switch self {
        case .edgeStopped, .edgeLimit, .edgeGotNoAnswer, .edgeWaited, .edgeOwn: Vantage.edge.name
        case .balancerStopped, .backendCut: Vantage.balancer.name
        case .gaveUp(let vantage, _, _, _), .answeredBehind(let vantage, _), .clientLeft(let vantage, _), .total(let vantage):
            vantage.name
        case .gatewayRefused, .gatewayLimit, .gatewayFailed, .gatewayStopped, .gatewaySilent, .gatewayOwn, .firstWord,
            .firstByte:
            Vantage.gateway.name
        case .monolithTotal: Vantage.monolith.name
        case .providerLimit(let provider), .providerRefused(let provider, _, _), .providerCut(let provider, _, _),
            .words(_, let provider), .call(_, let provider, _):
            provider
        case .callFailed(let call), .callLimited(let call): call.provider
        case .limitNotSaid(let source), .answeredWithoutReason(let source, _), .runtimeAnswered(let source, _),
            .gatewayCut(let source, _), .gatewayTotal(let source):
            source
        case .triedElsewhere(let region, _): region
        case .rerouted(let region, _): region
        case .providersFailed, .endNotSaid, .notStarted, .failedCalls, .wayBetween, .shareNotSaid: nil
        }
    }

    /// The status that it tells of.
    package var status: Int? {
        switch self {
        case .edgeStopped(let status, _), .balancerStopped(let status, _, _), .triedElsewhere(_, let status): status
        case .edgeGotNoAnswer(let status), .gaveUp(_, let status, _, _), .answeredBehind(_, let status),
            .gatewayRefused(let status, _, _), .gatewayFailed(let status, _), .providersFailed(let status, _),
            .providerRefused(_, let status, _), .answeredWithoutReason(_, let status), .runtimeAnswered(_, let status):
            status
        case .edgeLimit, .gatewayLimit, .providerLimit, .limitNotSaid: 429
        case .callFailed(let call), .callLimited(let call): call.status
        case .gatewayStopped, .clientLeft, .providerCut, .gatewayCut, .backendCut, .gatewaySilent, .endNotSaid, .notStarted,
            .total, .edgeWaited, .edgeOwn, .monolithTotal, .gatewayTotal, .gatewayOwn, .firstWord, .firstByte, .words, .call,
            .failedCalls, .rerouted, .wayBetween, .shareNotSaid:
            nil
        }
    }

    /// The error in the word of whoever wrote it.
    package var error: String? {
        switch self {
        case .balancerStopped(_, _, let word), .gaveUp(_, _, let word, _): word
        case .gatewayRefused(_, let error, _), .gatewayLimit(let error), .gatewayFailed(_, let error),
            .providerRefused(_, _, let error), .providerCut(_, let error, _), .gatewayCut(_, let error):
            error
        case .backendCut(let word): word
        case .callFailed(let call), .callLimited(let call): call.error
        default: nil
        }
    }

    /// What stopped it at the edge or the balancer.
    package var stop: Stop? {
        switch self {
        case .edgeStopped(_, let stop), .edgeLimit(let stop), .balancerStopped(_, let stop, _): stop
        default: nil
        }
    }

    /// Calls or tokens.
    package var count: Int64? {
        switch self {
        case .providersFailed(_, let calls), .failedCalls(let calls): Int64(calls)
        case .providerCut(_, _, let tokens), .words(let tokens, _), .call(_, _, let tokens): tokens
        default: nil
        }
    }
}
