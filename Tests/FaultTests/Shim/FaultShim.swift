import Foundation
import Workbench

/// What is done to a program at one of the system calls by which it changes a store; see `faultshim.c`.
struct Fault: CustomStringConvertible {
    enum Kind: String {
        /// It dies before the call.
        case before
        /// It dies after half of a write, or after the whole of any other call.
        case during
        /// From this call on the disk is full.
        case full
        /// This call alone fails with EIO.
        case fail
        /// This call and those after it that count fail as on a full disk, and all others do not: no other can meet the
        /// full disk first.
        case refuse
        /// It stops before the call, until it is sent SIGCONT.
        case halt
    }

    var kind: Kind
    var at: Int
    /// Kinds of calls and a pattern of their paths, `r:*.ids`; without it all calls count.
    var only: String?

    init(_ kind: Kind, at: Int, only: String? = nil) {
        (self.kind, self.at, self.only) = (kind, at, only)
    }

    var description: String { "\(kind.rawValue) call \(at)" + (only.map { " of \($0)" } ?? "") }

    fileprivate var environment: [String: String] {
        var variables = ["FAULT_DO": kind.rawValue, "FAULT_AT": "\(at)"]
        variables["FAULT_ONLY"] = only
        return variables
    }
}

/// The library that is loaded before the C library; compiled once a run of the tests.
enum FaultShim {
    private static let library = Result<URL, any Error> {
        let source = Repository.url("Tests/FaultTests/Shim/faultshim.c")
        let library = Scratch.root.appending(path: "faultshim-\(getpid()).so")
        _ = try Tool.output(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", library.path, source.path])
        return library
    }

    /// What a program is started with so that its changes below `folder` are counted, written down in `log`, and
    /// disturbed.
    static func environment(watching folder: String, fault: Fault? = nil, log: URL? = nil) throws -> [String: String] {
        var variables = ["LD_PRELOAD": try library.get().path, "FAULT_ROOT": folder]
        variables["FAULT_LOG"] = log?.path
        return variables.merging(fault?.environment ?? [:]) { _, given in given }
    }

    /// The same for a file that cannot be read any more from its n-th read on.
    static func environment(unreadable pathEnd: String, from read: Int) throws -> [String: String] {
        ["LD_PRELOAD": try library.get().path, "FAULT_READ_OF": pathEnd, "FAULT_READ_AT": "\(read)"]
    }
}
