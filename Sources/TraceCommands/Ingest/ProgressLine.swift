import Foundation
import LogIngest
import TraceRendering

/// One line on the terminal that says how far a load is, drawn over itself. Nothing at all where standard error is no
/// terminal.
final class ProgressLine {
    private let isShown = StandardError.isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    private var isDrawn = false

    /// Draws the line anew; the run calls at most ten times a second.
    func show(_ progress: IngestProgress) {
        guard isShown else { return }
        let width = max(20, terminalWidth(of: STDERR_FILENO) - 1)
        StandardError.put("\r\u{1B}[2K" + ProgressText.line(progress, width: width))
        isDrawn = true
    }

    func clear() {
        guard isDrawn else { return }
        StandardError.put("\r\u{1B}[2K")
        isDrawn = false
    }
}
