package import ArgumentParser

/// `testbed`: stands in for what is not there on one machine. Nothing of it faces the internet.
package struct TestbedCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "testbed",
        abstract: "Run a deployment of many regions, or stand in for parts of it, on one machine.",
        discussion: """
            Examples:
              testbed up --regions 3
              testbed providers --listen 127.0.0.1:9100 --journal calls.ndjson
            """,
        subcommands: [UpCommand.self, ProvidersCommand.self, MonolithCommand.self])

    package init() {}
}
