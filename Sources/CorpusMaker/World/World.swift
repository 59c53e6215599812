import Foundation
import LogRecords
import Places

/// A customer: a GitLab instance that asks the gateways.
struct Customer: Sendable {
    var instance: String
    var host: String
    var version: String
    var realm: String
    /// The numbers of its group and of the project that its people work in.
    var namespace: String
    var project: String
    var users: [String]
    /// Where its people sit, and where its monolith stands.
    var colos: [String]
    var monolithColo: String
    var country: String
    /// Whether its clients send `x-request-id`, so that the edge's line has it.
    var sendsRequestID: Bool
    /// Whether its GitLab is asked through Cloudflare, so that Rails has a ray of its own.
    var isBehindCloudflare: Bool
    /// How far its monolith's clock is off.
    var clockOffset: Int64
}

/// A running copy of our gateway.
struct Replica: Sendable {
    var writer: GatewayWriterFacts
    var region: String
    /// How far its clock is off, in nanoseconds.
    var clockOffset: Int64
}

/// What is the same on all lines of a replica.
struct GatewayWriterFacts: Sendable {
    var instance: ID128
    var zone: String
    var revision: String
}

/// Everything that is there before the first request: customers, regions, replicas, and the ways between them. The same
/// for a seed.
struct World: Sendable {
    static let regions = ["us-east4", "europe-west2", "europe-west3", "europe-west9", "asia-northeast1", "asia-northeast3"]
    static let busyColos = [
        "IAD", "EWR", "ORD", "SJC", "LHR", "MAN", "FRA", "MUC", "CDG", "AMS", "MAD", "WAW", "ARN", "NRT", "KIX", "ICN", "SIN",
        "SYD",
        "GRU", "JNB", "BOM", "DFW", "YYZ", "MIA",
    ]

    var customers: [Customer] = []
    var replicas: [Replica] = []
    /// A colo's gateway regions, nearest first.
    var nearest: [String: [String]] = [:]
    /// The clock of Cloud Run in a region.
    var regionClock: [String: Int64] = [:]
    /// Which replicas serve a region.
    var replicasOfRegion: [String: [Int]] = [:]

    init(seed: UInt64, replicaCount: Int, customerCount: Int = 240) {
        var random = RandomSource(seed: seed, stream: 1, index: 0)
        let served = Array(World.regions.prefix(max(1, min(replicaCount, World.regions.count))))
        for index in 0..<replicaCount {
            let region = served[index % served.count]
            let facts = GatewayWriterFacts(
                instance: random.uuid4(), zone: "\(region)-\(random.element(["a", "b", "c"]))",
                revision: "waybill-gateway-000\(10 + random.below(80))-\(random.word(3).lowercased())")
            replicas.append(Replica(writer: facts, region: region, clockOffset: World.offset(&random)))
            replicasOfRegion[region, default: []].append(index)
        }
        for region in World.regions { regionClock[region] = World.offset(&random) }
        for colo in World.busyColos { nearest[colo] = World.nearest(to: colo) }
        for index in 0..<customerCount { customers.append(World.customer(index, &random)) }
    }

    /// Most clocks are good to some milliseconds, a few are off by seconds.
    private static func offset(_ random: inout RandomSource) -> Int64 {
        random.chance(150) ? random.between(-2_500, 2_500) * 1_000_000 : random.between(-8_000, 8_000) * 1000
    }

    private static func nearest(to colo: String) -> [String] {
        guard let here = Places.position(ofColo: colo) else { return regions }
        return regions.sorted { distance(here, $0) < distance(here, $1) }
    }

    /// On a ball; enough to order six regions.
    private static func distance(_ from: (latitude: Double, longitude: Double), _ region: String) -> Double {
        guard let to = Places.position(ofRegion: region) else { return .infinity }
        let radians = Double.pi / 180
        let cosine =
            sin(from.latitude * radians) * sin(to.latitude * radians)
            + cos(from.latitude * radians) * cos(to.latitude * radians) * cos((from.longitude - to.longitude) * radians)
        return acos(max(-1, min(1, cosine)))
    }

    private static func customer(_ index: Int, _ random: inout RandomSource) -> Customer {
        let colo = random.element(busyColos)
        let isSaaS = index % 12 == 0
        return Customer(
            instance: random.uuid4().uuid,
            host: isSaaS ? "gitlab.com" : "git.\(random.element(names))-\(index).example",
            version: "18.\(random.below(9)).\(random.below(4))",
            realm: isSaaS ? "saas" : "self-managed", namespace: "\(1000 + index)", project: "\(7000 + index)",
            users: (0..<6).map { _ in random.word(43) + "=" },
            colos: random.chance(300) ? [colo, random.element(busyColos)] : [colo],
            monolithColo: isSaaS ? "IAD" : colo,
            country: random.element(["DE", "US", "FR", "JP", "GB", "KR", "BR", "IN"]),
            sendsRequestID: !random.chance(200),
            isBehindCloudflare: isSaaS || random.chance(250),
            clockOffset: offset(&random))
    }

    private static let names = ["harbor", "lathe", "quarry", "meadow", "ferry", "kiln", "orchard", "beacon", "tannery", "loom"]
}
