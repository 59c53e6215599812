package import ArgumentParser
import Foundation
import LogRecords
import NIOCore
import NIOPosix

/// How a program that serves begins and ends, whatever it is asked to do.
package enum ServerProgram {
    /// Runs the program with the arguments of this process, and ends it: 0, 2 for what failed, 64 for wrong usage.
    package static func run(_ root: (some AsyncParsableCommand).Type) async {
        signal(SIGPIPE, SIG_IGN)
        // As many loops as cores that this process may use, which is not always all of the machine.
        NIOSingletons.groupLoopCountSuggestion = usableCores
        let name = root.configuration.commandName ?? "gateway"
        do {
            var command = try root.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as any Explained {
            say(error.explanation, name)
            Foundation.exit(2)
        } catch {
            let code = root.exitCode(for: error)
            if code == .failure {
                say(Explanation(String(describing: error)), name)
                Foundation.exit(2)
            }
            root.exit(withError: error)
        }
    }

    /// `Cpus_allowed` has a bit for each. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
    private static var usableCores: Int {
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)  // elsewhere: all
        let line = status?.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") }
        let count = line?.dropFirst("Cpus_allowed:".count).compactMap(\.hexDigitValue).reduce(0) { $0 + $1.nonzeroBitCount }
        return max(1, count ?? ProcessInfo.processInfo.activeProcessorCount)
    }

    private static func say(_ explanation: Explanation, _ name: String) {
        // Configuration is the operator's own and stays as it is written; a file's or a peer's words command no terminal.
        let place = explanation.place.map { $0.escaped() + ": " } ?? ""
        var text = "\(name): error: \(place)\(explanation.what.escaped(limit: 2000))\n"
        if let hint = explanation.hint { text += "\(name): hint: \(hint.escaped(limit: 2000))\n" }
        FileHandle.standardError.write(Data(text.utf8))
    }
}
