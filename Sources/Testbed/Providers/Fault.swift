import Synchronization

/// What goes wrong with one call, as a test orders it: `PUT /control/NAME`.
struct Fault: Codable, Sendable {
    /// In which way a stand-in fails.
    enum Kind: String, Codable, Sendable {
        /// An answer with `status`, and `retry-after` where `retryAfter` is given.
        case status
        /// No answer for so many `milliseconds`.
        case headerStall
        /// The connection is closed without an answer.
        case close
        /// The stream is cut off after `afterPieces`, and `milliseconds` that say nothing.
        case cut
        /// The body of an answer in one piece is shorter than it says.
        case cutBody
        /// The stream stops for `milliseconds` after `afterPieces`.
        case stall
        /// An error of the provider's own under a status of 200, after `afterPieces`.
        case errorEvent
        /// Lines that are no events, in the middle.
        case badLine
        /// One byte at a time, with `milliseconds` between them.
        case drip
        /// An event of 8 MiB.
        case hugeEvent
        /// The stream ends as if it were whole, without the provider's last word.
        case noDone
        /// A page of HTML.
        case badPayload
    }

    var kind: Kind
    var status: Int?
    var retryAfter: String?
    var milliseconds: Int?
    var afterPieces: Int?
}

/// How a stand-in is to behave from now on.
struct Orders: Codable, Sendable {
    /// One a call, in order.
    var faults: [Fault]?
    /// The last fault stays.
    var `repeat`: Bool?
    /// Pieces of text in an answer.
    var pieces: Int?
    /// Each of them is filled up to so many bytes.
    var pieceBytes: Int?
    var delayMilliseconds: Int?
    var pieceDelayMilliseconds: Int?

    /// How often a thing may be ordered, and how long it may take.
    static let counts = 1...100_000
    private static let milliseconds = 0...86_400_000
    private static let bytes = 0...(64 << 20)

    /// Whether all of it can be done: an order comes from outside.
    var isPossible: Bool {
        func within(_ value: Int?, _ range: ClosedRange<Int>) -> Bool { value.map(range.contains) ?? true }
        let possible = (faults ?? []).allSatisfy { fault in
            within(fault.status, 200...599) && within(fault.milliseconds, Orders.milliseconds)
                && within(fault.afterPieces, 0...Orders.counts.upperBound)
        }
        return possible && (faults ?? []).count <= Orders.counts.upperBound && within(pieces, Orders.counts)
            && within(pieceBytes, Orders.bytes) && within(delayMilliseconds, Orders.milliseconds)
            && within(pieceDelayMilliseconds, Orders.milliseconds)
    }
}

/// All of them: those of a configuration, or without one whichever is named, made when it is first named.
final class StandIns: Sendable {
    private let configured: [String: StandInSettings]?
    private let all = Mutex<[String: StandIn]>([:])

    init(_ configured: [String: StandInSettings]?) { self.configured = configured }

    /// `nil`: there is none of that name.
    func named(_ name: String) -> StandIn? {
        all.withLock { all in
            if let known = all[name] { return known }
            guard let settings = configured.map({ $0[name] }) ?? StandInSettings() else { return nil }
            let made = StandIn(name, settings)
            all[name] = made
            return made
        }
    }

    func forget(_ name: String) { all.withLock { $0[name] = nil } }
}
