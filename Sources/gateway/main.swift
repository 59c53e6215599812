import ArgumentParser
import EdgeRouter
import GatewayServer
import HTTPServing

/// `gateway`: gives clients access to model providers, and writes down who served what.
struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Give clients access to model providers, in many regions, and write one record a request.",
        discussion: """
            Examples:
              gateway serve --config Deploy/gateway.yaml --region europe-west3
              gateway edge --config Deploy/edge.yaml
              gateway check Deploy/gateway.yaml
            """,
        subcommands: [ServeCommand.self, EdgeCommand.self, CheckCommand.self])
}

await ServerProgram.run(GatewayCommand.self)
