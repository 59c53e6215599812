import AsyncHTTPClient
import HTTPServing
import HTTPTypes
import LogFormats
import LogRecords
import NIOCore
import Synchronization

/// Everything that the requests of one process share. Nothing of it changes while it runs, but for counters and keys.
final class Gateway: Sendable {
    let region: String
    let writer: GatewayWriter
    let settings: GatewayConfiguration
    let peers: TrustedPeers
    let gatekeeper: Gatekeeper
    let signing: SigningKey?
    let providers: [Provider]
    let reader: InquiryReader
    let log: RecordLog
    let metrics = GatewayMetrics()
    let bodies: BodyBudget
    let refusals: RefusalLimit
    let watch = ClientWatch()
    let round = WatchdogRound()
    private let draining = Atomic(false)

    init(
        region: String, writer: GatewayWriter, settings: GatewayConfiguration, gatekeeper: Gatekeeper, signing: SigningKey?,
        providers: [Provider], log: RecordLog
    ) throws {
        self.region = region
        self.writer = writer
        self.settings = settings
        self.gatekeeper = gatekeeper
        self.signing = signing
        self.providers = providers
        self.log = log
        bodies = BodyBudget(ofCaller: settings.server.maxBodyBytesOfCaller, all: settings.server.maxBodyBytesHeld)
        refusals = RefusalLimit(ofPeer: settings.logging.refusalsPerSecondOfPeer, all: settings.logging.refusalsPerSecond)
        peers = try TrustedPeers(settings.server.trustedPeers)
        let known = Dictionary(providers.map { ($0.id, $0) }) { first, _ in first }
        let chains = settings.models.map { name, model in
            Chain(
                model: name,
                targets: model.targets.compactMap { target in
                    known[target.provider].map { Target(provider: $0, model: target.model) }
                },
                clientGone: model.clientGone)
        }
        reader = InquiryReader(
            chains: Dictionary(chains.map { ($0.model, $0) }) { first, _ in first }, features: settings.features)
    }

    /// Says in the log how many refused requests have no line, if there are any.
    func noteLeftOut(_ count: Int64) async {
        if count > 0 { await log.note(.refusals, "left_out") { $0.count = count } }
    }

    /// Writes down whether the process is ready and how many requests it serves.
    func noteHealth() async {
        let isReady = missing.isEmpty
        await noteLeftOut(refusals.settle())
        await log.note(.health, isReady ? "ready" : "not_ready") { $0.count = Int64(watch.count) }
    }

    /// From here on it is not ready, and goes on serving what comes.
    func drain() { draining.store(true, ordering: .relaxed) }

    var isDraining: Bool { draining.load(ordering: .relaxed) }

    /// What is missing before it can serve; empty when ready. The health of providers is none of it: another region has
    /// the same.
    var missing: [String] {
        var missing = gatekeeper.missing
        if settings.models.isEmpty { missing.append("models: none is configured") }
        missing += providers.compactMap(\.missing)
        if !log.state.isWritable { missing.append("records cannot be written") }
        if isDraining { missing.append("it is shutting down") }
        return missing
    }
}
