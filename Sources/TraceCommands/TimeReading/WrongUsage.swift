import LogFormats
import LogRecords

/// An option's value that cannot be meant: exit code 64, like any wrong usage, but with a hint of its own.
struct WrongUsage: Explained {
    let explanation: Explanation

    static func noInstance(_ text: String) -> WrongUsage {
        WrongUsage(
            explanation: Explanation(
                "no gateway instance", at: text, hint: "an instance is named by its UUID, as trace coverage shows it"))
    }

    /// A source is named as its format is.
    static func unknownSource(_ name: String) -> WrongUsage {
        let names = LogFormat.all.filter { $0.outcome == .record }.map(\.name).reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return WrongUsage(explanation: Explanation("no such source", at: name, hint: names.joined(separator: ", ")))
    }

    /// Runs the reading of an option's value.
    static func unless<Value>(_ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch let error as any Explained where error is TimeError || error is QuantityError || error is InstanceError {
            throw WrongUsage(explanation: error.explanation)
        }
    }
}

extension LogFormat {
    /// Whether records are of a source of this name.
    static func isSource(_ name: String) -> Bool {
        all.contains { $0.name == name && $0.outcome == .record }
    }
}
