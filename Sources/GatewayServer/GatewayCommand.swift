package import ArgumentParser
import Foundation
import LogRecords

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

    private static func say(_ explanation: Explanation) {
        let place = explanation.place.map { "\($0): " } ?? ""
        var text = "gateway: error: \(place)\(explanation.what)\n"
        if let hint = explanation.hint { text += "gateway: hint: \(hint)\n" }
        FileHandle.standardError.write(Data(text.utf8))
    }
}
