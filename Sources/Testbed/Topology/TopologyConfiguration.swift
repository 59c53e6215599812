import Places
import SettingsFiles
import Yams

/// What `testbed up --config` reads; topology.yaml(5).
struct TopologyConfiguration: Sendable, Decodable {
    /// Where the gateway runs.
    var regions = ["us-east4", "europe-west2", "asia-northeast1", "europe-west3", "europe-west9", "asia-northeast3"]
    /// Where clients are; beside each region by default.
    var colos: [String] = []
    /// The colo through which the GitLab instance reaches the gateway; the first by default.
    var monolithColo: String?
    var instance = MonolithConfiguration()
    var providers = TopologyConfiguration.usualProviders
    /// By the name that clients use, in order of preference: `vertex/claude-sonnet-4@20250514`.
    var models = [
        "claude": ["anthropic/claude-sonnet-4", "vertex/claude-sonnet-4@20250514"], "gpt": ["openai/gpt-5-mini"],
    ]
    var traffic = TrafficSettings()

    /// `edge` and `gateway` are laid over edge.yaml(5) and gateway.yaml(5), and checked by their readers.
    enum CodingKeys: String, CodingKey, CaseIterable {
        case regions, colos, instance, providers, models, traffic, edge, gateway
        case monolithColo = "monolith_colo"
    }

    private static var usualProviders: [String: StoodInProvider] {
        var (anthropic, vertex, openai) = (StoodInProvider(), StoodInProvider(), StoodInProvider())
        (anthropic.kind, vertex.kind, openai.kind) = (.anthropic, .vertexAI, .openai)
        vertex.standIn.location = "europe-west4"
        return ["anthropic": anthropic, "vertex": vertex, "openai": openai]
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.regions, into: &regions)
        try values.read(.colos, into: &colos)
        try values.read(.monolithColo, into: &monolithColo)
        try values.read(.instance, into: &instance)
        try values.read(.providers, into: &providers)
        try values.read(.models, into: &models)
        try values.read(.traffic, into: &traffic)
        for section in [CodingKeys.edge, .gateway] where try values.contains(section) && !values.decodeNil(forKey: section) {
            _ = try values.nestedContainer(keyedBy: CodingKeys.self, forKey: section)  // anything but keys would be without effect
        }
    }

    /// Colos that are near a region.
    private static let beside = [
        "us-east4": "IAD", "europe-west2": "LHR", "europe-west3": "FRA", "europe-west9": "CDG", "asia-northeast1": "NRT",
        "asia-northeast3": "ICN",
    ]

    /// Takes the first so many regions, fills in what was left out, and refuses what cannot be meant.
    mutating func complete(regionCount: Int?) throws {
        if let regionCount { regions = Array(regions.prefix(regionCount)) }
        if colos.isEmpty { colos = regions.compactMap { TopologyConfiguration.beside[$0] } }
        guard !regions.isEmpty, Set(regions).count == regions.count else {
            throw ConfigurationError.invalid("regions: there is none, or one twice", hint: nil)
        }
        for region in regions where Places.position(ofRegion: region) == nil {
            throw ConfigurationError.invalid("regions: \(region) is no region of Google Cloud that is known", hint: "us-east4")
        }
        guard let first = colos.first else {
            throw ConfigurationError.invalid("colos: there is none", hint: "colos: [IAD, LHR]")
        }
        guard Set(colos).count == colos.count else { throw ConfigurationError.invalid("colos: one is named twice", hint: nil) }
        for colo in colos where Places.position(ofColo: colo) == nil {
            throw ConfigurationError.invalid("colos: \(colo) is no colo whose place is known", hint: "IAD, LHR, NRT")
        }
        guard instance.gateway == nil else {
            throw ConfigurationError.invalid("instance.gateway: the testbed itself says where the gateway is", hint: nil)
        }
        let home = monolithColo ?? first
        guard colos.contains(home) else {
            throw ConfigurationError.invalid("monolith_colo: \(home) is none of the colos", hint: nil)
        }
        monolithColo = home
        for (model, targets) in models {
            for target in targets where providers[String(target.prefix { $0 != "/" })] == nil || !target.contains("/") {
                throw ConfigurationError.invalid("models.\(model): \(target) names no provider", hint: "anthropic/claude-sonnet-4")
            }
        }
    }
}

/// A provider of the topology: how the gateway speaks to it, and how its stand-in behaves.
struct StoodInProvider: Sendable, Decodable {
    /// As in gateway.yaml(5).
    enum Kind: String, Sendable, Decodable, CaseIterable {
        case anthropic, openai
        case vertexAI = "vertex_ai"
    }

    var kind = Kind.openai
    var standIn = StandInSettings()

    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, location, pieces
        case delayMilliseconds = "delay_ms"
        case pieceDelayMilliseconds = "piece_delay_ms"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.kind, into: &kind)
        try values.read(.location, into: &standIn.location)
        try values.read(.pieces, into: &standIn.pieces)
        try values.read(.delayMilliseconds, into: &standIn.delayMilliseconds)
        try values.read(.pieceDelayMilliseconds, into: &standIn.pieceDelayMilliseconds)
        try standIn.check()
    }
}

/// What clients ask for.
struct TrafficSettings: Sendable, Decodable {
    /// Requests a second from the start on.
    var perSecond = 0.0
    /// The share that goes through the GitLab instance.
    var indirect = 0.25
    /// The share that is answered in a stream.
    var stream = 0.3
    /// Requests at once.
    var concurrency = 8

    /// Requests a second that a load may have; the pause between two is never endless.
    static let rates = 0.001...10_000

    enum CodingKeys: String, CodingKey, CaseIterable {
        case indirect, stream, concurrency
        case perSecond = "per_second"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.perSecond, into: &perSecond)
        try values.read(.indirect, into: &indirect)
        try values.read(.stream, into: &stream)
        try values.read(.concurrency, into: &concurrency)
        guard perSecond == 0 || TrafficSettings.rates.contains(perSecond), (0...1).contains(indirect), (0...1).contains(stream),
            (1...1024).contains(concurrency)
        else {
            throw ConfigurationError.invalid(
                "traffic: a share is from 0 to 1, per_second 0 or from 0.001 to 10000, concurrency from 1 to 1024", hint: nil)
        }
    }
}
