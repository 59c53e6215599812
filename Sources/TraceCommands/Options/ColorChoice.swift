import ArgumentParser
import Foundation

/// When to colour: on a terminal that has not asked for none, unless told.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never

    /// Whether standard output is to be coloured. https://no-color.org
    var isWanted: Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto:
            StandardOutput.isTerminal && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
                && ProcessInfo.processInfo.environment["TERM"] != "dumb"
        }
    }
}
