import LogRecords
import Places
import TraceRoutes

extension AnswerJSON {
    /// One request's route.
    static func route(_ route: Route) -> JSONValue {
        [
            "request": request(route.request),
            "verdict": verdict(route.verdict),
            "hops": .array(route.hops.map(hop)),
            "attempts": .array(route.attempts.map(attempt)),
            "conflicts": .array(route.conflicts.map(conflict)),
            "reroute": route.reroute.map(reroute) ?? .null,
            "related": .array(route.related.map(related)),
            "clocks": .array(route.clocks.map(clock)),
            "why": WhyJSON.sentence(route.why),
        ]
    }

    /// What was asked and how it ended.
    static func request(_ request: RequestSummary) -> JSONValue {
        [
            "method": .text(request.method), "host": .text(request.host), "path": .text(request.path),
            "status": .count(request.status), "status_by": .text(request.statusBy?.name), "result": .text(request.result),
            "fault_domain": .text(request.faultDomain), "error": .text(request.error),
            "started": .instant(request.started), "ended": .instant(request.ended),
            "duration_ms": .duration(request.duration), "times_by": .text(request.timesBy?.name),
            "connection": .text(request.connection), "realm": .text(request.realm),
            "customer_instance": .text(request.customerInstance), "instance_proof": .text(request.instanceProof),
            "gateway_instance": .verbatimText(request.gatewayInstance), "ids": identifiers(request.ids),
        ]
    }

    private static func verdict(_ verdict: Verdict) -> JSONValue {
        [
            "edge": clause(verdict.edge, place: Places.colo),
            "region": clause(verdict.region, place: Places.region),
            "provider": clause(verdict.provider) { _ in nil },
            "model": clause(verdict.model) { _ in nil },
            "location": clause(verdict.location, place: Places.location, grain: Places.grain(ofLocation:)),
        ]
    }

    private static func clause(
        _ clause: Clause<String>, place: (String) -> String?, grain: (String) -> Places.Grain? = { _ in nil }
    ) -> JSONValue {
        [
            "value": .text(clause.value), "place": .text(clause.value.flatMap(place)),
            "grain": .text(clause.value.flatMap(grain)?.rawValue), "basis": .string(clause.basis.rawValue),
            "cause": .text(clause.cause?.rawValue), "rule": .text(clause.rule?.description),
            "confidence": .fraction(clause.confidence), "detail": .verbatimText(DetailWords.sentence(clause.details)),
            "detail_codes": .list(clause.details.map(\.code.rawValue)), "evidence": .list(clause.evidence),
        ]
    }

    private static func hop(_ hop: Hop) -> JSONValue {
        [
            "n": .count(hop.number), "vantage": .string(hop.vantage.name), "value": .text(hop.value), "status": .count(hop.status),
            "started": .instant(hop.started), "ended": .instant(hop.ended), "duration_ms": .duration(hop.duration),
            "served": .flag(hop.served), "link": hop.link.map { ["by": .string($0.by), "exact": .boolean($0.exact)] } ?? .null,
            "cause": .text(hop.cause?.rawValue), "detail": .text(hop.detail.map(DetailWords.words)),
            "detail_code": .text(hop.detail?.code.rawValue),
            "evidence": .list(hop.evidence),
        ]
    }

    private static func attempt(_ shown: RouteAttempt) -> JSONValue {
        let attempt = shown.attempt
        return [
            "n": .count(attempt.number), "provider": .text(attempt.provider), "model": .text(attempt.model),
            "location": .text(attempt.location), "grain": .text(attempt.location.map(Places.grain(ofLocation:))?.rawValue),
            "started": .instant(attempt.started), "ended": .instant(shown.ended),
            "duration_ms": .duration(attempt.duration), "first_byte_ms": .duration(attempt.firstByte),
            "status": .count(attempt.status), "error_class": .text(attempt.errorClass),
            "next_action": .text(attempt.nextAction), "served": .flag(attempt.served), "evidence": .list(shown.evidence),
        ]
    }

    private static func conflict(_ conflict: Conflict) -> JSONValue {
        [
            "clause": .string(conflict.clause),
            "sides": .array(
                conflict.sides.map { ["value": .string($0.value), "evidence": .list($0.evidence.numbers)] }),
        ]
    }

    private static func clock(_ clock: ClockOffset) -> JSONValue {
        [
            "inner": .string(clock.inner), "outer": .string(clock.outer), "least_ms": .duration(clock.least),
            "most_ms": .duration(clock.most), "apart_ms": .duration(clock.apart), "evidence": .list(clock.evidence),
        ]
    }

    private static func reroute(_ reroute: Reroute) -> JSONValue {
        [
            "from": .string(reroute.from), "to": .string(reroute.to), "basis": .string(reroute.basis.rawValue),
            "why": .string(ReasonWords.text(reroute.why)), "why_code": .string(reroute.why.code),
            "evidence": .list(reroute.evidence),
        ]
    }

    private static func related(_ related: Related) -> JSONValue {
        [
            "ids": identifiers(related.ids), "why": .string(ReasonWords.text(related.why)),
            "why_code": .string(related.why.code.rawValue),
        ]
    }
}
