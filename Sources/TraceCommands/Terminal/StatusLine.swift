import Foundation

/// A few words on the terminal about what is being done, drawn over themselves. Nothing where standard error is no terminal.
final class StatusLine {
    private let isShown = StandardError.isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    private var lastDrawn = Date.distantPast

    /// Draws the words, ten times a second at most.
    func show(_ words: @autoclosure () -> String) {
        guard isShown, Date().timeIntervalSince(lastDrawn) > 0.1 else { return }
        lastDrawn = Date()
        StandardError.put("\r\u{1B}[2K" + words())
    }

    func clear() {
        guard lastDrawn > .distantPast else { return }
        StandardError.put("\r\u{1B}[2K")
        lastDrawn = .distantPast
    }
}
