import ArgumentParser

/// The exit code of several answers: the first of 2, 3, 1, 0 that occurred.
struct ExitCodes {
    private static let order: [Int32] = [2, 3, 1, 0]
    private var seen: Set<Int32> = []

    mutating func note(_ code: Int32) {
        seen.insert(code)
    }

    /// Throws the code unless it is 0, which needs no throwing.
    func exit() throws {
        if let code = Self.order.first(where: seen.contains), code != 0 { throw ExitCode(code) }
    }
}
