package import ArgumentParser
import Foundation
import LogRecords
import NIOCore
import NIOPosix

/// `gateway`: gives clients access to model providers, and writes down who served what.
package struct GatewayCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Give clients access to model providers, in many regions, and write one record a request.",
        discussion: """
            Examples:
              gateway serve --config Deploy/gateway.yaml --region europe-west3
              gateway check Deploy/gateway.yaml
            """,
        subcommands: [ServeCommand.self, CheckCommand.self])

    package init() {}

    /// Runs the program with the arguments of this process, and ends it: 0, 2 for what failed, 64 for wrong usage.
    package static func runProgram() async {
        signal(SIGPIPE, SIG_IGN)
        // As many loops as cores that this process may use, which is not always all of the machine.
        NIOSingletons.groupLoopCountSuggestion = usableCores
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as any Explained {
            say(error.explanation)
            Foundation.exit(2)
        } catch {
            let code = exitCode(for: error)
            if code == .failure {
                say(Explanation(String(describing: error)))
                Foundation.exit(2)
            }
            exit(withError: error)
        }
    }

    /// `Cpus_allowed` has a bit for each. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
    private static var usableCores: Int {
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)  // elsewhere: all
        let line = status?.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") }
        let count = line?.dropFirst("Cpus_allowed:".count).compactMap(\.hexDigitValue).reduce(0) { $0 + $1.nonzeroBitCount }
        return max(1, count ?? ProcessInfo.processInfo.activeProcessorCount)
    }

    private static func say(_ explanation: Explanation) {
        let place = explanation.place.map { "\($0): " } ?? ""
        var text = "gateway: error: \(place)\(explanation.what)\n"
        if let hint = explanation.hint { text += "gateway: hint: \(hint)\n" }
        FileHandle.standardError.write(Data(text.utf8))
    }
}
