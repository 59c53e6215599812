import LogRecords

/// What a gateway's error means, by its own word where it has one and by the calls behind it.
struct GatewayFault {
    let line: JoinedRecord
    let status: Int
    let failed: FailedCalls
    let facts: RouteFacts

    private var sighting: Sighting { line.sighting }

    var finding: WhyFinding {
        switch sighting.faultDomain {
        case "caller": return refused(.caller)
        case "policy":
            return status == 429 ? WhyFinding(.gatewayLimit(error: sighting.error), in: [line]) : refused(.policy)
        case "provider": return ofProvider(.observed)
        case "gateway":
            if sighting.result == "shutdown" { return WhyFinding(.gatewayStopped, in: [line]) }
            return WhyFinding(.gatewayFailed(status: status, error: sighting.error), in: [line])
        default: return withoutWord
        }
    }

    private func refused(_ part: WhyFact.Part) -> WhyFinding {
        guard let last = failed.last, part == .caller else {
            return WhyFinding(.gatewayRefused(status: status, error: sighting.error, part: part), in: [line])
        }
        return WhyFinding(
            .providerRefused(provider: last.provider, status: last.status ?? status, error: last.error), in: [line])
    }

    private func ofProvider(_ basis: Basis) -> WhyFinding {
        let records = basis == .observed ? [line] : [line] + failed.records
        if status == 429 { return WhyFinding(.providerLimit(provider: failed.last?.provider), basis: basis, in: records) }
        return WhyFinding(.providersFailed(status: status, calls: failed.count), basis: basis, in: records)
    }

    /// GitLab's gateway says of no failure whose it was: a call that failed before it suggests the provider's.
    private var withoutWord: WhyFinding {
        switch status {
        case 429:
            if failed.lastMetLimit { return ofProvider(.inferred) }
            return WhyFinding(.limitNotSaid(source: sighting.format), basis: .unknown, in: [line])
        case 400..<500 where failed.count == 0:
            return WhyFinding(.gatewayRefused(status: status, error: sighting.error, part: nil), in: [line])
        default:
            if failed.count > 0 { return ofProvider(.inferred) }
            if let error = sighting.error { return WhyFinding(.gatewayFailed(status: status, error: error), in: [line]) }
            return WhyFinding(.answeredWithoutReason(source: sighting.format, status: status), in: [line])
        }
    }
}
