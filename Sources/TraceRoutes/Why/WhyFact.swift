package import LogRecords

/// What can be said of who failed, and of where time went: one closed list, worded where it is rendered.
///
/// Texts in it are as lines hold them, and masked with the answer.
package enum WhyFact: Sendable, Equatable {
    /// What of an edge or a balancer stopped a request, as its line names it.
    package struct Stop: Sendable, Equatable {
        /// Rules or policies.
        package var rules: [String]
        /// What was done: `block`, `managed_challenge`, `deny`.
        package var actions: [String]

        package init(rules: [String], actions: [String]) {
            (self.rules, self.actions) = (rules, actions)
        }
    }

    /// One call to a provider that failed.
    package struct Call: Sendable, Equatable {
        package var number: Int
        package var provider: String?
        package var status: Int?
        /// The error's class, in the gateway's word.
        package var error: String?

        package init(number: Int, provider: String?, status: Int?, error: String?) {
            (self.number, self.provider, self.status, self.error) = (number, provider, status, error)
        }
    }

    /// Whose part a failure was, in our gateway's word.
    package enum Part: String, Sendable, CaseIterable {
        case caller, policy
    }

    // Who failed: in front of the gateway
    case edgeStopped(status: Int?, by: Stop)
    /// A 429 that the edge sent by itself.
    case edgeLimit(by: Stop)
    case edgeGotNoAnswer(status: Int)
    case balancerStopped(status: Int?, by: Stop, word: String?)
    /// Edge or balancer had ended with an error while what is behind it went on to another end.
    case gaveUp(Vantage, status: Int, word: String?, behind: Int)
    /// Somebody behind this vantage answered, and has no line here.
    case answeredBehind(Vantage, status: Int)

    // Who failed: the gateway, or what it called
    case gatewayRefused(status: Int, error: String?, part: Part?)
    case gatewayLimit(error: String?)
    case gatewayFailed(status: Int, error: String?)
    case gatewayStopped
    case providerLimit(provider: String?)
    case providersFailed(status: Int, calls: Int)
    case providerRefused(provider: String?, status: Int, error: String?)
    /// A gateway's 429 without a word on whose limit it was.
    case limitNotSaid(source: String)
    case answeredWithoutReason(source: String, status: Int)
    /// Only the runtime around a gateway, or the monolith in front of it, has a line.
    case runtimeAnswered(source: String, status: Int)
    case callFailed(Call)
    case callLimited(Call)

    // How an answer ended before its end
    /// `hadWords`: whether the client had something of the answer by then; `nil` where no line says.
    case clientLeft(seenBy: Vantage, hadWords: Bool?)
    case providerCut(provider: String?, error: String?, tokens: Int64?)
    case gatewayCut(source: String, error: String?)
    case backendCut(word: String)
    /// No gateway's line stands behind a connection that broke: it may have died.
    case gatewaySilent
    case endNotSaid
    case notStarted

    // Where the time went
    case total(by: Vantage)
    /// The edge's wait for what is behind it: for all of the answer, or for its beginning.
    case edgeWaited(forWhole: Bool)
    /// What is left of the edge's time without that wait: its own work, and sending the answer on.
    case edgeOwn
    case monolithTotal
    case gatewayTotal(source: String)
    case gatewayOwn
    /// Until the first words, or where no words are told apart the first byte, were sent.
    case firstWord
    case firstByte
    /// From the first words to the last.
    case words(tokens: Int64?, provider: String?)
    /// A call that is not known to have failed.
    case call(number: Int, provider: String?, tokens: Int64?)
    case failedCalls(count: Int)
    case triedElsewhere(region: String?, status: Int?)
    /// Another region was nearer; what going past it took is in no line.
    case rerouted(from: String, why: RerouteReason)
    /// Two systems' clocks; `apart` is by how much they differ at least.
    case wayBetween(outer: String, inner: String, apart: Int64)
    case shareNotSaid
}
