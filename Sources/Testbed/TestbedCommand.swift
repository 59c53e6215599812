package import ArgumentParser
import Foundation

/// `testbed`: stands in for what is not there on one machine. Nothing of it faces the internet.
package struct TestbedCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "testbed",
        abstract: "Stand in for model providers, so that a gateway can be tried and tested on one machine.",
        discussion: """
            Examples:
              testbed providers --listen 127.0.0.1:9100 --journal calls.ndjson
            """,
        subcommands: [ProvidersCommand.self])

    package init() {}

    /// Runs the program with the arguments of this process, and ends it.
    package static func runProgram() async {
        signal(SIGPIPE, SIG_IGN)
        await main()
    }
}
