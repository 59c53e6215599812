package import ArgumentParser
import Foundation
import HTTPServing

/// `gateway edge`: takes clients' requests to the nearest region that serves.
package struct EdgeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "edge",
        abstract: "Take requests to the nearest region that serves, and log them as Cloudflare and Google would.",
        discussion: """
            Stands where Cloudflare and Google's load balancer stand: for test topologies, and for deployments without them. A region is
            chosen by the lowest latency that was measured; another one is asked once where no connection came about. SIGTERM ends it in
            order, SIGHUP changes nothing.

            Examples:
              gateway edge --config Deploy/edge.yaml --log-dir logs
              curl -X PUT 127.0.0.1:8090/regions/europe-west2 -d '{"round_trip_ms": 300}'
            """)

    @Option(help: ArgumentHelp("Its colos and regions; edge.yaml(5).", valueName: "file"))
    var config: String

    @Option(help: ArgumentHelp("Where lines are written, in folders edge, balancer and cloud_run.", valueName: "dir"))
    var logDir = "logs"

    package init() {}

    package func run() async throws {
        let say: @Sendable (String) -> Void = { FileHandle.standardError.write(Data("edge: \($0)\n".utf8)) }
        HangUp.ignore(say: say)
        try await EdgeService(settings: try EdgeConfiguration(file: config), logFolder: logDir, say: say).run()
    }
}
