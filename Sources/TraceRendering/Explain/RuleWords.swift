import LogRecords
import TraceRoutes

/// The sentences in which rules and causes are explained.
enum RuleWords {
    /// What a rule concludes, and from which line.
    // long: one case a rule
    static func words(_ rule: Rule.Code) -> (concludes: String, from: String) {
        switch rule {
        case .edgeLine:
            ("which colo the client reached", "Cloudflare's line of the request, where it names EdgeColoCode")
        case .gatewayRecord:
            (
                "the region, and which provider and model were called, where, and which call served",
                "the gateway's own record of the request, as waybill-log(5) describes it"
            )
        case .gatewayRaySuffix:
            (
                "which colo stamped the request",
                "a gateway's record with the cf-ray header, where it says that the peer that sent the header is trusted"
            )
        case .cloudRunLocation:
            ("the region in which the container ran that answered", "Cloud Run's request log: resource.labels.location")
        case .regionalBalancerLabel:
            (
                "the region of the gateway, where no line of a gateway names one",
                "a regional load balancer's line: resource.labels.region. A global one names no region"
            )
        case .envelopeLocation:
            (
                "the region in which a gateway's line was written",
                "the log entry of Cloud Run that holds the gateway's line: resource.labels.location"
            )
        case .callAddress:
            (
                "which provider was called, and for regional endpoints where the model runs; where the vendor promises no place, "
                    + "it is inferred",
                "a line that names the address that was called: \"Request to LLM\" of GitLab's gateway, or the host of an attempt"
            )
        case .callLine:
            (
                "which provider and model were called; from the prompt that was chosen before any call it is inferred",
                "\"Request to LLM complete\" of GitLab's gateway, or its line of token usage"
            )
        case .accessLineModel:
            (
                "which provider and model answered",
                "an access line of GitLab's gateway from before 2026-03, with model_engine and model_name"
            )
        case .notReached:
            (
                "that no gateway was asked, as somebody in front of it answered",
                "an edge's line with OriginResponseStatus 0, or a balancer's with a word that says that it answered itself"
            )
        case .notCalled:
            (
                "that no provider was called; of GitLab's gateway a refusal only suggests it",
                "a gateway's record with attempts: [], a line that says that nothing was started, or a 401, 403, 404 or 405"
            )
        case .pastedBody:
            (
                "the region, as far as a paste can prove anything",
                "a response body that the asker pasted, with model.region or metadata.region"
            )
        case .clocksDiffer:
            (
                "that lines are one request's if the clocks of their systems differ by up to 5 s; everything that rests on them "
                    + "is inferred then",
                "lines that share an id, fit nothing else, and nest in each other only with such clocks"
            )
        }
    }

    /// What tells a cause from the others.
    static func words(_ cause: Cause) -> String {
        switch cause {
        case .notReached: "a line in front of it says so (rule not-reached), so there is nothing to be missing"
        case .notCalled: "the gateway ended without a call (rule not-called), so there is nothing to be missing"
        case .notStated: "the line that could say it is here, and the field is empty or does not settle it"
        case .notLogged: "no line of this source ever names it, or its lines hold no id that leads to the others"
        case .notLoaded:
            "the shard that would hold the line was never loaded, or nobody can tell whether all of them were; load it, and ask again"
        case .truncated: "the shard was cut short, or has bytes that are no line; a whole copy of it may hold the line"
        case .expired: "trace prune removed that day; its shards may be loaded into another store"
        case .sampled: "the source says of itself that it writes only some requests"
        case .otherID: "a job did the rest under an id of its own; the answer lists what may be it"
        case .several: "more than one line fits, and taking one would be a guess; a stronger id (a ray, a request id) may decide it"
        case .noneFound: "every shard of that time that should be there was searched"
        }
    }
}
