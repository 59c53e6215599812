extension WhyFact {
    /// What programs know a fact by: in the JSON, in trace-why(1) and in the schema.
    package enum Code: String, CaseIterable, Sendable {
        case edgeStopped = "edge_stopped"
        case edgeLimit = "edge_limit"
        case edgeGotNoAnswer = "edge_got_no_answer"
        case balancerStopped = "balancer_stopped"
        case gaveUp = "gave_up"
        case answeredBehind = "answered_behind"
        case gatewayRefused = "gateway_refused"
        case gatewayLimit = "gateway_limit"
        case gatewayFailed = "gateway_failed"
        case gatewayStopped = "gateway_stopped"
        case providerLimit = "provider_limit"
        case providersFailed = "providers_failed"
        case providerRefused = "provider_refused"
        case limitNotSaid = "limit_not_said"
        case answeredWithoutReason = "answered_without_reason"
        case runtimeAnswered = "runtime_answered"
        case callFailed = "call_failed"
        case callLimited = "call_limited"
        case clientLeft = "client_left"
        case providerCut = "provider_cut"
        case gatewayCut = "gateway_cut"
        case backendCut = "backend_cut"
        case gatewaySilent = "gateway_silent"
        case endNotSaid = "end_not_said"
        case notStarted = "not_started"
        case total
        case edgeWaited = "edge_waited"
        case edgeOwn = "edge_own"
        case monolithTotal = "monolith_total"
        case gatewayTotal = "gateway_total"
        case gatewayOwn = "gateway_own"
        case firstWord = "first_word"
        case firstByte = "first_byte"
        case words
        case call
        case failedCalls = "failed_calls"
        case triedElsewhere = "tried_elsewhere"
        case rerouted
        case wayBetween = "way_between"
        case shareNotSaid = "share_not_said"
    }

    package var code: Code {
        switch self {
        case .edgeStopped: .edgeStopped
        case .edgeLimit: .edgeLimit
        case .edgeGotNoAnswer: .edgeGotNoAnswer
        case .balancerStopped: .balancerStopped
        case .gaveUp: .gaveUp
        case .answeredBehind: .answeredBehind
        case .gatewayRefused: .gatewayRefused
        case .gatewayLimit: .gatewayLimit
        case .gatewayFailed: .gatewayFailed
        case .gatewayStopped: .gatewayStopped
        case .providerLimit: .providerLimit
        case .providersFailed: .providersFailed
        case .providerRefused: .providerRefused
        case .limitNotSaid: .limitNotSaid
        case .answeredWithoutReason: .answeredWithoutReason
        case .runtimeAnswered: .runtimeAnswered
        case .callFailed: .callFailed
        case .callLimited: .callLimited
        case .clientLeft: .clientLeft
        case .providerCut: .providerCut
        case .gatewayCut: .gatewayCut
        case .backendCut: .backendCut
        case .gatewaySilent: .gatewaySilent
        case .endNotSaid: .endNotSaid
        case .notStarted: .notStarted
        case .total: .total
        case .edgeWaited: .edgeWaited
        case .edgeOwn: .edgeOwn
        case .monolithTotal: .monolithTotal
        case .gatewayTotal: .gatewayTotal
        case .gatewayOwn: .gatewayOwn
        case .firstWord: .firstWord
        case .firstByte: .firstByte
        case .words: .words
        case .call: .call
        case .failedCalls: .failedCalls
        case .triedElsewhere: .triedElsewhere
        case .rerouted: .rerouted
        case .wayBetween: .wayBetween
        case .shareNotSaid: .shareNotSaid
        }
    }

    /// Whether it is about where the time went, and not about who failed.
    package var isTime: Bool {
        switch self {
        case .total, .edgeWaited, .edgeOwn, .monolithTotal, .gatewayTotal, .gatewayOwn, .firstWord, .firstByte, .words, .call,
            .failedCalls, .triedElsewhere, .rerouted, .wayBetween, .shareNotSaid:
            true
        case .edgeStopped, .edgeLimit, .edgeGotNoAnswer, .balancerStopped, .gaveUp, .answeredBehind, .gatewayRefused,
            .gatewayLimit, .gatewayFailed, .gatewayStopped, .providerLimit, .providersFailed, .providerRefused, .limitNotSaid,
            .answeredWithoutReason, .runtimeAnswered, .callFailed, .callLimited, .clientLeft, .providerCut, .gatewayCut,
            .backendCut, .gatewaySilent, .endNotSaid, .notStarted:
            false
        }
    }
}
