import LogRecords

/// What a provider says of its answer beside the words.
struct AnswerFacts: Sendable, Equatable {
    /// A longer word is cut.
    static let longestWord = 64

    var counts = TokenCounts()
    /// Why the model stopped: `end_turn`, `stop`, `MAX_TOKENS`, ...
    private(set) var finishReason: String?
    /// Where it ran, in the provider's word.
    var location: String?

    /// What is said later replaces what was said before.
    mutating func take(finishReason: String?, location: String? = nil) {
        self.finishReason = finishReason?.recordable(AnswerFacts.longestWord) ?? self.finishReason
        self.location = location?.recordable(AnswerFacts.longestWord) ?? self.location
    }
}

/// Tokens as the provider counts them.
struct TokenCounts: Sendable, Equatable {
    var input: Int64?
    var output: Int64?

    init(input: Int64? = nil, output: Int64? = nil) {
        (self.input, self.output) = (input, output)
    }

    init(_ input: ProviderCount?, _ output: ProviderCount?) {
        (self.input, self.output) = (input?.value, output?.value)
    }

    /// What any of the protocols calls them.
    init(_ usage: JSONMembers) {
        input = ["prompt_tokens", "input_tokens", "promptTokenCount"].lazy.compactMap { usage.count($0) }.first
        output = ["completion_tokens", "output_tokens", "candidatesTokenCount"].lazy.compactMap { usage.count($0) }.first
    }

    /// A later count replaces an earlier one.
    mutating func take(_ other: TokenCounts) {
        input = other.input ?? input
        output = other.output ?? output
    }
}

/// A whole number from 0. Anything else is as if it were absent: an event is not left unread because of a count.
struct ProviderCount: Decodable {
    var value: Int64?

    init(from decoder: any Decoder) throws {
        let number = try? decoder.singleValueContainer().decode(Int64.self)  // said above
        value = number.flatMap { $0 >= 0 ? $0 : nil }
    }
}
