import AsyncAlgorithms
import HTTPCalling
import NIOCore
import Synchronization

/// A piece of an answer on its way to the client.
enum AnswerPiece: Sendable {
    /// All of it at once.
    case whole(status: Int, contentType: String, body: ByteBuffer, text: String, by: Served)
    /// A stream begins.
    case begin(contentType: String, by: Served)
    /// Bytes of the stream as the provider sent them, the words in them, and whether there may be any: words that go on
    /// as they are are not read.
    case bytes(ByteBuffer, text: String, hasWords: Bool)
    case end
}

/// Who answers.
struct Served: Sendable {
    var target: Target
    /// How many targets were tried, this one among them.
    var attempts: Int
}

/// Carries an answer from the task that calls to the one that writes to the client; each piece of a stream waits until
/// the one before is taken, so a slow client slows the provider down. An answer in one piece waits for nobody.
final class AnswerSink: Sendable {
    let pieces = AsyncChannel<AnswerPiece>()
    private let isStream: Bool
    private let whole = Mutex<AnswerPiece?>(nil)

    init(isStream: Bool) { self.isStream = isStream }

    func send(_ piece: AnswerPiece) async {
        guard !isStream else { return await pieces.send(piece) }
        whole.withLock { $0 = piece }
    }

    func finish() {
        pieces.finish()
    }

    /// The answer that came as one piece.
    var taken: AnswerPiece? { whole.withLock(\.self) }
}

/// What became of a call with all its attempts.
struct CallReport: Sendable {
    /// How the answer ended for the client.
    enum Ending: Sendable {
        case served
        /// After the first words: the client has a part.
        case truncated(ErrorClass)
        /// Nothing was sent; the answer says why.
        case failed(CallFailure)
        case clientGone
    }

    var ending: Ending
    var attempts: [Attempt] = []
    var excluded: [(target: String, why: String)] = []
    var usage = TokenCounts()
    /// Whether a call was given up that may be billed.
    var isBillingUnknown = false
    /// Nanoseconds that were spent waiting for providers.
    var waited: Int64 = 0
    var badLines = 0
}
