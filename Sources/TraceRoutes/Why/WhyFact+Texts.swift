extension WhyFact {
    /// The same with each text in it replaced: what masking goes through.
    // long: one case a fact
    func mapTexts(_ map: (String) -> String) -> WhyFact {
        func mapped(_ text: String?) -> String? { text.map(map) }
        func mapped(_ stop: Stop) -> Stop { Stop(rules: stop.rules.map(map), actions: stop.actions.map(map)) }
        func mapped(_ call: Call) -> Call {
            Call(number: call.number, provider: mapped(call.provider), status: call.status, error: mapped(call.error))
        }
        return switch self {
        case .edgeStopped(let status, let stop): .edgeStopped(status: status, by: mapped(stop))
        case .edgeLimit(let stop): .edgeLimit(by: mapped(stop))
        case .balancerStopped(let status, let stop, let word):
            .balancerStopped(status: status, by: mapped(stop), word: mapped(word))
        case .gaveUp(let vantage, let status, let word, let behind):
            .gaveUp(vantage, status: status, word: mapped(word), behind: behind)
        case .gatewayRefused(let status, let error, let part): .gatewayRefused(status: status, error: mapped(error), part: part)
        case .gatewayLimit(let error): .gatewayLimit(error: mapped(error))
        case .gatewayFailed(let status, let error): .gatewayFailed(status: status, error: mapped(error))
        case .providerLimit(let provider): .providerLimit(provider: mapped(provider))
        case .providerRefused(let provider, let status, let error):
            .providerRefused(provider: mapped(provider), status: status, error: mapped(error))
        case .limitNotSaid(let source): .limitNotSaid(source: map(source))
        case .answeredWithoutReason(let source, let status): .answeredWithoutReason(source: map(source), status: status)
        case .runtimeAnswered(let source, let status): .runtimeAnswered(source: map(source), status: status)
        case .callFailed(let call): .callFailed(mapped(call))
        case .callLimited(let call): .callLimited(mapped(call))
        case .providerCut(let provider, let error, let tokens):
            .providerCut(provider: mapped(provider), error: mapped(error), tokens: tokens)
        case .gatewayCut(let source, let error): .gatewayCut(source: map(source), error: mapped(error))
        case .backendCut(let word): .backendCut(word: map(word))
        case .gatewayTotal(let source): .gatewayTotal(source: map(source))
        case .words(let tokens, let provider): .words(tokens: tokens, provider: mapped(provider))
        case .call(let number, let provider, let tokens): .call(number: number, provider: mapped(provider), tokens: tokens)
        case .triedElsewhere(let region, let status): .triedElsewhere(region: mapped(region), status: status)
        case .rerouted(let from, let why): .rerouted(from: map(from), why: why.mapTexts(map))
        case .wayBetween(let outer, let inner, let apart): .wayBetween(outer: map(outer), inner: map(inner), apart: apart)
        case .edgeGotNoAnswer, .answeredBehind, .gatewayStopped, .providersFailed, .clientLeft, .gatewaySilent, .endNotSaid,
            .notStarted, .total, .edgeWaited, .edgeOwn, .monolithTotal, .gatewayOwn, .firstWord, .firstByte, .failedCalls,
            .shareNotSaid:
            self
        }
    }
}
