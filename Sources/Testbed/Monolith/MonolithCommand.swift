import ArgumentParser
import AsyncHTTPClient
import HTTPServing
import SettingsFiles

/// `testbed monolith`: stands in for a GitLab instance whose users ask the AI gateway.
struct MonolithCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monolith",
        abstract: "Stand in for a GitLab instance: tokens, indirect requests, and a log as Rails writes it.",
        discussion: """
            It answers GitLab's code_suggestions/completions, code_suggestions/direct_access and chat/completions for whoever has a
            private-token, asks the gateway with a token of the instance, and publishes the key for those at /oauth/discovery/keys.

            Examples:
              testbed monolith --config monolith.yaml --listen 127.0.0.1:9200 --log-dir logs --journal monolith.ndjson
              curl -H 'private-token: jane' 127.0.0.1:9200/api/v4/chat/completions -d '{"content":"hello"}'
            """)

    @Option(help: ArgumentHelp("Which instance it is, and where the gateway is.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Where it listens; port 0 lets the system choose.", valueName: "host:port"))
    var listen = "127.0.0.1:0"

    @Option(help: ArgumentHelp("Where api_json.log is written.", valueName: "dir"))
    var logDir = "logs"

    @Option(help: ArgumentHelp("What became of each request, a JSON line each.", valueName: "file"))
    var journal: String

    func validate() throws {
        guard HostAndPort(listen) != nil else { throw ValidationError("--listen: write 127.0.0.1:9200") }
    }

    func run() async throws {
        guard let place = HostAndPort(listen) else { return }
        let settings =
            try config.map { try YAMLFile.decode(MonolithConfiguration.self, YAMLFile.text(of: $0), $0) }
            ?? MonolithConfiguration()
        let client = HTTPClient.forTestbed()
        let connector = CloudConnector(settings, mint: try await TokenMint(settings), client: client)
        let responder = MonolithResponder(
            connector: connector, journal: try Journal(journal), log: try Journal(logDir + "/api_json.log"))
        try await LocalServer(words: "monolith listens", place: place) { request, writer, channel in
            try await responder.respond(to: request, writer, on: channel)
        }.run()
        try await client.shutdown()
    }
}
