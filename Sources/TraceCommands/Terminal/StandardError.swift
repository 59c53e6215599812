import Foundation

/// Where everything goes that is not a result. A reader that has gone away is no reason to stop.
enum StandardError {
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// A line of ours, `trace: ` before it. What came from a log or a file's name is made `printable()` by whoever puts
    /// it in.
    static func say(_ line: String) {
        put("trace: " + line + "\n")
    }

    /// Says whom a store's writer waits for.
    static func sayWaiting(for holder: Int32?) {
        say("waiting for \(holder.map { "process \($0)" } ?? "another process"), which writes to this store")
    }

    static func put(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            _ = Foundation.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        }
    }
}
