import LogRecords

/// An option's value that cannot be meant: exit code 64, like any wrong usage, but with a hint of its own.
struct WrongUsage: Explained {
    let explanation: Explanation

    /// Runs the reading of an option's value.
    static func unless<Value>(_ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch let error as TimeError {
            throw WrongUsage(explanation: error.explanation)
        }
    }
}
