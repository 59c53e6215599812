import LogRecords

// foreign numbers: sums and products are checked

/// A record with every place where it was seen: a vendor may deliver it twice, and then it is one record with more evidence.
struct JoinedRecord {
    /// What the record says; the first sighting speaks for all.
    let sighting: Sighting
    private(set) var places: [LinePlace]
    /// Its identifiers, in the form in which they meet others.
    let keys: [(kind: IdentifierKind, key: CanonicalIdentifier)]
    /// First and last moment by its own clock, with its stated duration for an end that it does not state.
    let span: TimeRange?

    init(_ sighting: Sighting) {
        self.sighting = sighting
        places = [sighting.place]
        keys = sighting.identifiers.map { ($0.kind, CanonicalIdentifier($0.text)) }
        span = JoinedRecord.span(of: sighting)
    }

    /// Notes that the record was delivered once more.
    mutating func add(_ place: LinePlace) {
        places.append(place)
    }

    /// Whether it carries the key in one of these fields.
    func carries(_ key: CanonicalIdentifier, in fields: Set<IdentifierKind>) -> Bool {
        keys.contains { $0.key == key && fields.contains($0.kind) }
    }

    /// The path as it is compared: Cloudflare takes `/ai` away before it hands on.
    var comparedPath: Substring? {
        guard let path = sighting.path else { return nil }
        return path.hasPrefix("/ai/") ? path.dropFirst(3) : path[...]
    }

    private static func span(of sighting: Sighting) -> TimeRange? {
        let length = max(0, sighting.duration ?? 0)
        switch (sighting.started, sighting.ended) {
        case (let start?, let end?): return TimeRange(from: min(start, end), to: max(start, end))
        case (let start?, nil): return TimeRange(from: start, to: start.advanced(by: length))
        case (nil, let end?): return TimeRange(from: end.advanced(by: -length), to: end)
        case (nil, nil): return nil
        }
    }
}

extension JoinedRecord {
    var vantage: Vantage { sighting.vantage }

    /// A record of the gateway's own program, not of what runs it.
    var isApplication: Bool { vantage == .gateway && sighting.format != Source.cloudRun }
    var isCloudRun: Bool { vantage == .gateway && sighting.format == Source.cloudRun }
    /// Our own gateway: its request id is one request's.
    var isOwnGateway: Bool { vantage == .gateway && sighting.format == Source.waybillGateway }
}

/// The names of the formats that routes know something about.
enum Source {
    static let edge = "cloudflare.http_requests"
    static let balancer = "google.load_balancer"
    static let cloudRun = "google.cloud_run"
    static let waybillGateway = "waybill.gateway"
    static let gitlabGateway = "gitlab.ai_gateway"
    static let monolith = "gitlab.rails"

    /// Every source that a route could need, in the order in which a request meets them.
    static let all = [edge, balancer, cloudRun, waybillGateway, gitlabGateway, monolith]

    /// The sources that would hold a vantage's lines.
    static func names(of vantage: Vantage) -> [String] {
        switch vantage {
        case .edge: [edge]
        case .balancer: [balancer]
        case .gateway: [waybillGateway, gitlabGateway, cloudRun]
        case .provider: [waybillGateway, gitlabGateway]
        case .monolith: [monolith]
        }
    }
}

extension TimeRange {
    /// The days that the range touches.
    var days: ClosedRange<Day> { Day(from)...max(Day(from), Day(to)) }
}

extension TimeRange {
    /// With its ends in order, after it was narrowed to nothing.
    var ordered: TimeRange { TimeRange(from: min(from, to), to: max(from, to)) }
}
