import SettingsFiles

/// What `testbed providers --config` reads; testbed-providers(1).
struct ProvidersConfiguration: Sendable, Decodable {
    var providers: [String: StandInSettings]

    enum CodingKeys: String, CodingKey, CaseIterable { case providers }

    init(from decoder: any Decoder) throws {
        providers = try decoder.values(CodingKeys.self).required(.providers)
    }
}

/// How a stand-in behaves while nothing else is ordered.
struct StandInSettings: Sendable, Decodable {
    /// Where it stands: Vertex AI refuses calls for another place.
    var location: String?
    /// Before an answer begins.
    var delayMilliseconds = 0
    /// Between two pieces of a stream.
    var pieceDelayMilliseconds = 0
    /// Pieces of text in an answer.
    var pieces = 8

    enum CodingKeys: String, CodingKey, CaseIterable {
        case location, pieces
        case delayMilliseconds = "delay_ms"
        case pieceDelayMilliseconds = "piece_delay_ms"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.location, into: &location)
        try values.read(.delayMilliseconds, into: &delayMilliseconds)
        try values.read(.pieceDelayMilliseconds, into: &pieceDelayMilliseconds)
        try values.read(.pieces, into: &pieces)
        try check()
    }

    /// Refuses delays and counts that no answer could have.
    func check() throws {
        guard (0...600_000).contains(delayMilliseconds), (0...600_000).contains(pieceDelayMilliseconds),
            (1...100_000).contains(pieces)
        else {
            throw ConfigurationError.invalid(
                "providers: a delay is from 0 to 600000 milliseconds, pieces are from 1 to 100000", hint: nil)
        }
    }
}
