import SettingsFiles

/// What `gateway edge` reads; edge.yaml(5).
struct EdgeConfiguration: Sendable, Decodable {
    /// By their IATA codes.
    var colos: [String: ColoSettings] = [:]
    var regions: [String: RegionSettings] = [:]
    /// The order in which regions are tried of which nothing was measured yet; the regions' names in order where it is
    /// empty.
    var fallback: [String] = []
    var probe = ProbeSettings()
    var server = EdgeServerSettings()
    var logs = EdgeLogSettings()

    enum CodingKeys: String, CodingKey, CaseIterable { case colos, regions, fallback, probe, server, logs }

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        colos = try values.required(.colos)
        regions = try values.required(.regions)
        try values.read(.fallback, into: &fallback)
        try values.read(.probe, into: &probe)
        try values.read(.server, into: &server)
        try values.read(.logs, into: &logs)
    }
}

/// A place where clients' connections end.
struct ColoSettings: Sendable, Decodable {
    var listen = "127.0.0.1:0"
    /// The ISO 3166 code that its clients are taken to come from.
    var country = "XX"
    /// Milliseconds that are added to every exchange with a region: what the way there would take.
    var roundTrips: [String: Double] = [:]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case listen, country
        case roundTrips = "round_trips"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.listen, into: &listen)
        try values.read(.country, into: &country)
        try values.read(.roundTrips, into: &roundTrips)
    }
}

/// Where a region's gateway answers.
struct RegionSettings: Sendable, Decodable {
    var url: String

    enum CodingKeys: String, CodingKey, CaseIterable { case url }

    init(from decoder: any Decoder) throws {
        url = try decoder.values(CodingKeys.self).required(.url)
    }
}

/// How it is found out which regions serve, and how far away they are.
struct ProbeSettings: Sendable, Decodable {
    var path = "/monitoring/ready"
    var everySeconds = 1.0
    var timeoutSeconds = 1.0
    /// Probes in a row after which a region is down, and up again.
    var downAfter = 2
    var upAfter = 2

    enum CodingKeys: String, CodingKey, CaseIterable {
        case path
        case everySeconds = "every_seconds"
        case timeoutSeconds = "timeout_seconds"
        case downAfter = "down_after"
        case upAfter = "up_after"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.path, into: &path)
        try values.read(.everySeconds, into: &everySeconds)
        try values.read(.timeoutSeconds, into: &timeoutSeconds)
        try values.read(.downAfter, into: &downAfter)
        try values.read(.upAfter, into: &upAfter)
    }
}

/// How connections come in and go on.
struct EdgeServerSettings: Sendable, Decodable {
    /// Where an operator asks and orders; nowhere by default.
    var admin: String?
    var certificate: String?
    var key: String?
    var maxBodyBytes = 32 << 20
    /// Of all requests at hand: of those that one client's address sends, and of all.
    var maxBodyBytesOfClient = 64 << 20
    var maxBodyBytesHeld = 256 << 20
    /// Until a region has taken a connection.
    var connectSeconds = 2.0
    /// Until a region has begun its answer.
    var answerSeconds = 100.0
    var drainSeconds = 30.0

    enum CodingKeys: String, CodingKey, CaseIterable {
        case admin, certificate, key
        case maxBodyBytes = "max_body_bytes"
        case maxBodyBytesOfClient = "max_body_bytes_of_client"
        case maxBodyBytesHeld = "max_body_bytes_held"
        case connectSeconds = "connect_seconds"
        case answerSeconds = "answer_seconds"
        case drainSeconds = "drain_seconds"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.admin, into: &admin)
        try values.read(.certificate, into: &certificate)
        try values.read(.key, into: &key)
        try values.read(.maxBodyBytes, into: &maxBodyBytes)
        try values.read(.maxBodyBytesOfClient, into: &maxBodyBytesOfClient)
        try values.read(.maxBodyBytesHeld, into: &maxBodyBytesHeld)
        try values.read(.connectSeconds, into: &connectSeconds)
        try values.read(.answerSeconds, into: &answerSeconds)
        try values.read(.drainSeconds, into: &drainSeconds)
    }
}
