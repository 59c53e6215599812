import Foundation

/// A few words on the terminal about what is being done, drawn over themselves. Nothing where standard error is no
/// terminal.
final class StatusLine {
    private static let shortestPause = Duration.milliseconds(100)
    private let isShown = StandardError.isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    private var lastDrawn: ContinuousClock.Instant?

    /// Draws the words, ten times a second at most.
    func show(_ words: @autoclosure () -> String) {
        let now = ContinuousClock.now
        guard isShown, lastDrawn.map({ now - $0 > Self.shortestPause }) ?? true else { return }
        lastDrawn = now
        StandardError.put("\r\u{1B}[2K" + words())
    }

    func clear() {
        guard lastDrawn != nil else { return }
        StandardError.put("\r\u{1B}[2K")
        lastDrawn = nil
    }
}
