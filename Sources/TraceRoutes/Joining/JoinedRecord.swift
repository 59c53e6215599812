import LogRecords

// foreign numbers: sums and products are checked

/// A record with every place where it was seen: a vendor may deliver it twice, and then it is one record with more
/// evidence.
struct JoinedRecord {
    /// What the record says; the first sighting speaks for all.
    var sighting: Sighting {
        _read { yield held.sighting }
    }
    /// Once for all copies of the record: of seventy fields each copy would count its references to each text.
    private let held: HeldSighting
    private(set) var places: [LinePlace]
    /// Its identifiers, in the form in which they meet others.
    private(set) var keys: [(kind: IdentifierKind, key: CanonicalIdentifier)]
    /// First moment by its own clock; from its end and its stated duration where it does not state it.
    let begin: Instant?
    /// Last moment, likewise.
    let finish: Instant?

    init(_ sighting: Sighting) {
        held = HeldSighting(sighting)
        places = [sighting.place]
        keys = sighting.identifiers.map { ($0.kind, CanonicalIdentifier($0.text)) }
        let length = sighting.duration.map { max(0, $0) }
        let begin = sighting.started ?? length.flatMap { length in sighting.ended?.advanced(by: -length) }
        let finish = sighting.ended ?? length.flatMap { length in sighting.started?.advanced(by: length) }
        // A line whose end is before its start states a time in which both lie.
        let isReversed = begin.flatMap { begin in finish.map { $0 < begin } } ?? false
        (self.begin, self.finish) = isReversed ? (finish, begin) : (begin, finish)
    }

    /// First and last moment by its own clock.
    var span: TimeRange? {
        guard let from = begin ?? finish, let to = finish ?? begin else { return nil }
        return TimeRange(from: from, to: to)
    }

    /// Whether its times have no fraction: each may be most of a second earlier than what happened. A call's line has
    /// one time, in digits that may be zeros by chance.
    var isInWholeSeconds: Bool {
        guard vantage != .provider else { return false }
        let stated = [sighting.started, sighting.ended].compactMap { $0 }
        return !stated.isEmpty && stated.allSatisfy { $0.nanoseconds % Instant.second == 0 }
    }

    /// Notes that the record was delivered once more.
    mutating func add(_ place: LinePlace) {
        places.append(place)
    }

    /// Takes what a copy of this record has of places and ids.
    mutating func add(_ copy: JoinedRecord) {
        places.append(contentsOf: copy.places)
        keys.append(contentsOf: copy.keys.filter { more in !keys.contains { $0.kind == more.kind && $0.key == more.key } })
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
}

/// A sighting that is shared, and never changed.
private final class HeldSighting: Sendable {
    let sighting: Sighting

    init(_ sighting: Sighting) { self.sighting = sighting }
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
