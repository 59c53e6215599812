import ArgumentParser

/// The exit code of several answers: the first of 2, 3, 1, 0 that occurred.
struct ExitCodes {
    private static let order: [Int32] = [2, 3, 1, 0]
    /// Where in `order` the first one stands that was noted.
    private var first = order.count - 1

    mutating func note(_ code: Int32) {
        if let place = Self.order.firstIndex(of: code) { first = min(first, place) }
    }

    /// Throws the code unless it is 0, which needs no throwing.
    func exit() throws {
        if Self.order[first] != 0 { throw ExitCode(Self.order[first]) }
    }
}
