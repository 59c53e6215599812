package import LogRecords

/// What a gateway writes about one request, once, when it ends: the `request` line of waybill-log.5.
///
/// `nil` is "not known" and is written as `null`; nothing is ever left out. Durations are nanoseconds here and
/// milliseconds on the line.
package struct GatewayRecord: Sendable, Equatable {
    /// The layout that `append(to:)` writes; a change that is no addition raises it.
    package static let schema = 1

    package var writer: GatewayWriter
    /// Gapless within the writer's instance, from 1: a hole is a lost record.
    package var sequence: Int64
    package var started: Instant?
    package var ended: Instant?

    /// UUIDv7, the gateway's own.
    package var requestID: ID128?
    /// The inbound `x-request-id` as it was sent.
    package var clientRequestID: String?
    package var correlationID: String?
    package var traceID: ID128?
    package var spanID: UInt64?
    package var parentSpanID: UInt64?

    package var edge = Edge()
    package var caller = Caller()
    package var http = HTTP()
    package var model = Model()
    package var routing = Routing()
    /// In the order of the calls; empty states that no provider was called, `nil` that the record does not say.
    package var attempts: [GatewayAttempt]? = []
    package var result = Result()
    package var usage = Usage()
    package var timings = Timings()

    package init(writer: GatewayWriter, sequence: Int64, started: Instant?, ended: Instant?) {
        self.writer = writer
        self.sequence = sequence
        self.started = started
        self.ended = ended
    }
}

/// The process that writes: the same on all of its lines.
///
/// Only what can prove something about a request is repeated on each; the rest is said once, by a notice.
package struct GatewayWriter: Sendable, Equatable {
    /// Random, made when the process starts.
    package var instance: ID128
    /// Where the process runs, as its configuration says; `nil` where nobody told it.
    package var region: String?
    package var revision: String?
    /// A hash of the configuration in force.
    package var config: String?

    package init(instance: ID128, region: String?) {
        self.instance = instance
        self.region = region
    }
}

extension GatewayRecord {
    /// What the edge in front of the gateway put into the headers.
    package struct Edge: Sendable, Equatable {
        /// Whether the peer that sent these headers may be believed; otherwise ray and colo are not read.
        package var trusted: Bool?
        /// The `cf-ray` header as received: `8c38fb2918f135d2-IAD`.
        package var ray: String?
        package var country: String?
        package var address: String?
        /// The region that the edge says it chose: its claim, never this gateway's region.
        package var selectedRegion: String?
        /// `lowest_rtt`, `failover`, `pinned`, `no_data`.
        package var steering: String?
        /// The region that the edge tried before this one.
        package var retryOf: String?
        /// The region that was nearer, or was tried before, and could not serve.
        package var reroutedFrom: String?
        /// The edge's word for why: `refused`, `not_ready`, ...
        package var rerouteReason: String?

        package init() {}
    }

    /// Who asked.
    package struct Caller: Sendable, Equatable {
        /// `direct` or `indirect`.
        package var connection: String?
        /// The GitLab instance's UUID.
        package var instance: String?
        /// `authenticated` or `claimed`.
        package var proof: String?
        package var realm: String?
        package var host: String?
        package var version: String?
        /// The user's pseudonym.
        package var user: String?
        /// The group and the project, as the monolith's headers name them.
        package var namespace: String?
        package var project: String?
        package var client: String?
        package var clientVersion: String?
        package var userAgent: String?

        package init() {}
    }

    /// The request as it came in, and how much went out.
    package struct HTTP: Sendable, Equatable {
        package var method: String?
        package var host: String?
        /// Without the query.
        package var path: String?
        package var bytesIn: Int64?
        package var bytesOut: Int64?
        package var stream: Bool?

        package init() {}
    }

    /// What was asked of a model; never the prompt.
    package struct Model: Sendable, Equatable {
        /// As the caller named it; what answered is in the attempts.
        package var requested: String?
        /// `chat`, `messages`, `completion`, `embeddings`, `proxy`.
        package var operation: String?

        package init() {}
    }

    /// How the targets were chosen.
    package struct Routing: Sendable, Equatable {
        /// `priority`, `latency`, `weighted`, `pinned`.
        package var policy: String?
        package var excluded: [Excluded]? = []

        package init() {}
    }

    /// A target that was not called.
    package struct Excluded: Sendable, Equatable {
        package var target: String
        /// `breaker_open`, `region`, `capability`, `rate`, `disabled`, `tried`.
        package var why: String

        package init(target: String, why: String) {
            self.target = target
            self.why = why
        }
    }

    /// What the client got.
    package struct Result: Sendable, Equatable {
        package var status: Int64?
        /// `completed`, `truncated`, `client_gone`, `upstream_error`, `policy_denied`, `rate_limited`, `timeout`,
        /// `shutdown`, `internal`.
        package var outcome: String?
        /// `caller`, `policy`, `provider`, `gateway`, `edge`.
        package var faultDomain: String?
        package var error: String?
        /// Why the model stopped, in its provider's word.
        package var finishReason: String?
        package var firstByte: Int64?

        package init() {}
    }

    /// Tokens.
    package struct Usage: Sendable, Equatable {
        package var input: Int64?
        package var output: Int64?
        /// `provider`, which counted them.
        package var source: String?
        /// The call was given up, and may be billed all the same.
        package var billableUnknown: Bool?

        package init() {}
    }

    /// Where the time went.
    package struct Timings: Sendable, Equatable {
        package var total: Int64?
        /// Total without the wait for providers.
        package var overhead: Int64?
        /// Until the client had the first and the last words of a stream.
        package var firstToken: Int64?
        package var lastToken: Int64?

        package init() {}
    }
}
