import Foundation
import TraceRendering

/// How wide a line may be on standard output or standard error: as wide as the terminal, 80 where nothing says how wide
/// that is.
func terminalWidth(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
}

extension TextStyle {
    /// For whoever reads standard output: as wide as a terminal is and kept within it; of 80 columns and whole in a
    /// pipe.
    static func ofStandardOutput(colour: Bool = false, zone: DisplayZone = .utc) -> TextStyle {
        guard StandardOutput.isTerminal else { return TextStyle(colour: colour, zone: zone, fits: false) }
        return TextStyle(colour: colour, zone: zone, columns: terminalWidth(of: STDOUT_FILENO))
    }
}
