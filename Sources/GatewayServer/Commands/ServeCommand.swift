package import ArgumentParser
import Foundation
import HTTPServing

/// `gateway serve`: serves until it is told to stop.
package struct ServeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the AI features of one region.",
        discussion: """
            SIGTERM ends it in order: it is not ready any more, streams may finish, records are written last. A second one hurries.
            SIGHUP changes nothing.

            Examples:
              gateway serve --config Deploy/gateway.yaml --region europe-west3 --log-dir logs
              RUNWAY_REGION=us-east4 gateway serve --config gateway.yaml --listen 0.0.0.0:8080 --log-dir /var/log/gateway
            """)

    @Option(help: ArgumentHelp("What it serves; gateway.yaml(5).", valueName: "file"))
    var config: String

    @Option(help: "Where this process runs; else $RUNWAY_REGION.")
    var region: String?

    @Option(help: ArgumentHelp("Where it listens; port 0 lets the system choose.", valueName: "host:port"))
    var listen = "127.0.0.1:5052"

    @Option(help: ArgumentHelp("Where Prometheus reads; none by default.", valueName: "host:port"))
    var metricsListen: String?

    @Option(help: ArgumentHelp("Where records are written, below the region's name.", valueName: "dir"))
    var logDir = "logs"

    package func validate() throws {
        guard HostAndPort(listen) != nil else { throw ValidationError("--listen: write 127.0.0.1:5052") }
        if let metricsListen, HostAndPort(metricsListen) == nil {
            throw ValidationError("--metrics-listen: write 127.0.0.1:8082")
        }
    }

    package init() {}

    package func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let file = try ConfigurationFile(config)
        guard let place = HostAndPort(listen) else { return }
        let options = GatewayService.Options(
            configuration: file, region: try file.region(region, environment: environment), listen: place,
            metricsListen: metricsListen.flatMap { HostAndPort($0) }, logFolder: logDir, environment: environment)
        let say: @Sendable (String) -> Void = { FileHandle.standardError.write(Data("gateway: \($0)\n".utf8)) }
        HangUp.ignore(say: say)
        try await GatewayService(options, say: say).run()
    }
}
