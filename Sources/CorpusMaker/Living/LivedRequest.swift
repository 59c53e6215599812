import LogRecords

/// One request as it really went, before anybody logged it. All times are true ones; each vantage's clock is added when
/// it writes.
struct LivedRequest {
    /// What a client asked for, and by which way it came.
    enum Kind: String {
        case directCompletion = "direct_completion"
        case completion, chat
        case webChat = "web_chat"
        case prompt, proxy, workflow
    }

    /// How far it came.
    enum Turn: String {
        /// The edge's firewall answered.
        case blockedAtEdge = "blocked_at_edge"
        /// The load balancer's policy answered.
        case deniedByBalancer = "denied_by_balancer"
        /// The gateway did not believe the token.
        case unauthorized
        /// The gateway's policy forbade it before any call.
        case refused
        case lived
    }

    /// What stands in front of the gateway and logs the request.
    enum Front {
        case globalBalancer, regionalBalancer, cloudRun
    }

    var index: Int
    var kind: Kind
    var turn: Turn
    var customer: Customer
    var user: String
    var userNumber: Int
    var started: Int64
    var duration: Int64
    /// As the gateway knows it; the edge's has `/ai` before it.
    var path: String
    var host = "cloud.gitlab.com"
    var colo: String
    var ray: UInt64
    /// The eyeball's ray, where a Worker asked on its behalf.
    var workerRay: UInt64?
    /// The ray of the browser's crossing to the monolith.
    var firstRay: UInt64?
    var correlationID: String
    var sendsRequestID: Bool
    /// The id under which a web chat's controller answered; the job that asked the gateway has `correlationID`.
    var railsID: String?
    var jobID: String
    var traceID: ID128
    /// The client sent a traceparent, and the edge's job keeps it.
    var edgeLogsTrace: Bool
    var isOurs: Bool
    /// Whether the peer that stamped the headers is believed; a gateway that does not believe it has no ray.
    var trustsEdge: Bool
    var front: Front
    var hops: [GatewayHop]
    var status: Int
    var outcome: String
    var isStream: Bool
    /// Which of the lines around a call GitLab's gateway writes.
    var callLines: CallLines
    /// Some of the envelopes around GitLab's lines name the trace.
    var envelopesHaveTraces: Bool
    var habits: LoggingHabits

    /// The hop whose answer the client received.
    var served: GatewayHop? { hops.last }
    var servedAttempt: LivedAttempt? { served?.attempts.last(where: \.served) }
    var userAgent: String {
        switch kind {
        case .directCompletion: "gitlab-language-server 8.10.0"
        case .workflow: "gitlab-duo-workflow-executor/1.4"
        case .completion, .chat, .webChat, .prompt, .proxy: "Ruby"
        }
    }
    var isDirect: Bool { kind == .directCompletion || kind == .proxy }
    var clientAddress: String {
        "203.0.113.\(userNumber % 250)"
    }
}

/// One arrival at a gateway.
struct GatewayHop {
    /// Our replica's number; `nil` at GitLab's gateway.
    var replica: Int?
    var region: String
    var started: Int64
    var duration: Int64
    var status: Int
    var requestID: ID128
    var span: UInt64
    var attempts: [LivedAttempt]
    var outcome: String
    /// The region that was tried before, where the edge says so.
    var retryOf: String?
    var steering: String
    /// How far the clocks of the replica and of what runs it are off, in nanoseconds: the larger of the two.
    var clockOffset: UInt64
}

/// One call to a provider.
struct LivedAttempt {
    var target: ModelTarget
    var started: Int64
    var duration: Int64
    var status: Int
    var errorClass: String?
    var nextAction: String
    var served: Bool
    var requestID: String
    var inputTokens: Int
    var outputTokens: Int
}

/// The lines around a model call; which ones there are depends on the way that the call takes through GitLab's code.
enum CallLines: String, CaseIterable {
    /// Registry, request, complete and usage.
    case full
    /// Request and complete.
    case legacy
    /// Complete alone.
    case completeOnly = "complete_only"
    /// Registry alone: resolved, and nothing says that it was called.
    case registryOnly = "registry_only"
    /// The access line names engine and model, as before 2026-03.
    case accessLine = "access_line"
}

/// What was not written, though all went well.
struct LoggingHabits {
    /// A batch that Logpush gave up.
    var dropsEdge = false
    /// The balancer logs a sample.
    var dropsBalancer = false
    var dropsCloudRun = false
    /// GitLab's access line is lost, its call lines are not.
    var dropsAccess = false
    var dropsMonolith = false
    /// Delivered by Google after its hour: an addendum.
    var isLate = false
    /// How long the edge took to deliver.
    var edgeDelay: Int64 = 0
}
