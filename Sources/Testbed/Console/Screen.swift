import Foundation
import Synchronization

/// Where a topology's table and words go: a table that stays at the top of a terminal, or lines.
///
/// The table is drawn over the first lines and the rest scrolls, so that what is being typed stays where it is.
/// https://invisible-island.net/xterm/ctlseqs/ctlseqs.html: DECSTBM, DECSC, DECRC
final class Screen: Sendable {
    /// Both ends are a terminal.
    let isLive: Bool
    private let height = Mutex<(table: Int, terminal: Int)>((0, 0))

    init() { isLive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    /// Something that happened.
    func note(_ words: String) { FileHandle.standardError.write(Data("testbed: \(words)\n".utf8)) }

    /// An answer to an order.
    func print(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    func prompt() { if isLive { write("> ") } }

    func draw(_ lines: [String]) {
        guard isLive else { return }
        let rows = Screen.rows
        // Four lines at least are for orders.
        let lines = lines.prefix(max(0, rows - 5))
        var text = ""
        height.withLock { height in
            if height != (lines.count, rows) {
                // The words stay below the table: whatever was there scrolls up and away.
                text += "\u{1B}[2J\u{1B}[\(lines.count + 2);\(rows)r\u{1B}[\(lines.count + 2);1H"
                if height.table > 0 { text += "> " }
                height = (lines.count, rows)
            }
        }
        text += "\u{1B}7"
        for (number, line) in lines.enumerated() { text += "\u{1B}[\(number + 1);1H\u{1B}[2K\(line)" }
        write(text + "\u{1B}8")
    }

    /// Gives the whole terminal back.
    func end() {
        guard isLive, height.withLock({ $0.table }) > 0 else { return }
        write("\u{1B}7\u{1B}[r\u{1B}8\n")
    }

    private func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

    private static var rows: Int {
        var size = winsize()
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 0 ? Int(size.ws_row) : 24
    }
}
