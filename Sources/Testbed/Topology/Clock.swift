import Foundation

/// A program with another time of day, by Debian's package `faketime`. https://github.com/wolfcw/libfaketime
struct Clock: Sendable {
    /// Behind, where it is negative.
    var secondsAhead: Double

    static let program = "/usr/bin/faketime"

    init(secondsAhead: Double) throws {
        guard FileManager.default.isExecutableFile(atPath: Clock.program) else { throw TopologyError.noFaketime }
        self.secondsAhead = secondsAhead
    }

    /// The command that runs a program so. Time since a start stays as it is: timeouts go by that.
    ///
    /// `faketime` waits for the program as its parent. It must outlive the signals that are meant for the program, and
    /// the program must be started by it: a Swift program whose environment the library has changed does not find its
    /// arguments any more.
    func command(_ program: String, _ arguments: [String]) -> (program: String, arguments: [String]) {
        let offset = "\(secondsAhead < 0 ? "" : "+")\(secondsAhead)s"
        let script = "trap '' TERM INT; exec \(Clock.program) --exclude-monotonic -f \"$0\" \"$@\""
        return ("/bin/sh", ["-c", script, offset, program] + arguments)
    }
}
