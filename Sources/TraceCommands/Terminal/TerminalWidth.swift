import Foundation

/// How wide a line may be on standard output or standard error: as wide as the terminal, 80 where nothing says how wide that is.
func terminalWidth(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
}
