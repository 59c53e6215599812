import Foundation
import NIOCore
import NIOFoundationCompat

/// What an event of a provider's stream means for the gateway.
enum AnswerEvent: Sendable {
    /// Before the first words, and pings: may be held back.
    case startup
    /// Words, or anything else that a client must get; the last may say so itself.
    case content(text: String?, isLast: Bool)
    /// After the words: why they ended, what they cost. A client must get it.
    case closing
    /// The provider's own word that it is done.
    case end
    /// An error under a status of 200.
    case failure(type: String)
    /// Not understood; passed on.
    case unknown
}

/// Reads events and answers of one protocol.
protocol AnswerReading: Sendable {
    /// What an event means; what it says of the answer is added.
    func read(_ event: ServerEvent, _ facts: inout AnswerFacts) -> AnswerEvent

    /// The words of an answer that came as one piece, and what it says of itself; `nil`: it is no answer of this
    /// protocol.
    func read(_ answer: ByteBuffer, _ facts: inout AnswerFacts) -> String?
}

extension Surface {
    var reading: any AnswerReading {
        switch self {
        case .messages, .countTokens: MessagesReading()
        case .chat, .embeddings: ChatReading()
        case .generateContent: GenerateReading()
        }
    }
}

/// A text. Anything else is as if it were absent.
struct ProviderWord: Decodable {
    var text: String?

    init(from decoder: any Decoder) throws {
        text = try? decoder.singleValueContainer().decode(String.self)  // said above
    }
}

/// `nil` for what is no JSON of that shape: a provider's line proves nothing by being odd.
func decoded<Value: Decodable>(_ data: ByteBuffer) -> Value? {
    try? JSONDecoder().decode(Value.self, from: Data(buffer: data, byteTransferStrategy: .noCopy))
}
