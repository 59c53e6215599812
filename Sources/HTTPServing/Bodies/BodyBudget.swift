import Synchronization

/// Bytes of requests' bodies that are in memory, of each caller and of all: what is beyond is refused before it is
/// read.
package final class BodyBudget: Sendable {
    /// Whose share of the room is used up: the caller's, or that of all.
    package enum Refusal: Error {
        case caller, all
    }

    private struct State {
        var all = 0
        var byCaller: [String: Int] = [:]
    }

    private let mostOfCaller: Int
    private let most: Int
    private let state = Mutex(State())

    package init(ofCaller: Int, all: Int) { (mostOfCaller, most) = (ofCaller, all) }

    /// Whether a body may be as large as each, so that no request is refused by a budget that it could never fit into.
    package static func canHold(_ largest: Int, ofCaller: Int, all: Int) -> Bool {
        largest <= ofCaller && ofCaller <= all && all <= mostInAll
    }

    private static let mostInAll = 1 << 40

    /// Bytes that are held now.
    package var held: Int { state.withLock(\.all) }

    /// Nothing yet, for a caller; what it comes to hold is given back when nobody has it any more.
    package func lease(for caller: String) -> BodyLease { BodyLease(self, caller) }

    fileprivate func take(_ bytes: Int, _ caller: String) throws(Refusal) {
        try state.withLock { state throws(Refusal) in
            let own = state.byCaller[caller, default: 0] + bytes
            guard own <= mostOfCaller else { throw .caller }
            guard state.all + bytes <= most else { throw .all }
            state.all += bytes
            state.byCaller[caller] = own
        }
    }

    fileprivate func giveBack(_ bytes: Int, _ caller: String) {
        state.withLock { state in
            state.all -= bytes
            let own = state.byCaller[caller, default: bytes] - bytes
            state.byCaller[caller] = own > 0 ? own : nil
        }
    }
}

/// What one request holds of the budget, until it is let go.
package final class BodyLease: Sendable {
    private let budget: BodyBudget
    private let caller: String
    private let held = Mutex(0)

    fileprivate init(_ budget: BodyBudget, _ caller: String) { (self.budget, self.caller) = (budget, caller) }

    deinit {
        let bytes = held.withLock(\.self)
        if bytes > 0 { budget.giveBack(bytes, caller) }
    }

    /// Makes it hold at least so many bytes.
    package func hold(_ bytes: Int) throws(BodyBudget.Refusal) {
        try held.withLock { held throws(BodyBudget.Refusal) in
            guard bytes > held else { return }
            try budget.take(bytes - held, caller)
            held = bytes
        }
    }
}
