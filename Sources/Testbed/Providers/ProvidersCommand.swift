import ArgumentParser
import HTTPServing
import SettingsFiles

/// `testbed providers`: one process that stands in for any number of model providers.
struct ProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers",
        abstract: "Stand in for Anthropic, OpenAI and Vertex AI, with faults to order and a journal of every call.",
        discussion: """
            The first part of a path names a stand-in: http://127.0.0.1:9100/NAME is the base address of a provider. What is to go
            wrong with its next calls is ordered by PUT /control/NAME.

            Examples:
              testbed providers --listen 127.0.0.1:9100 --journal calls.ndjson
              curl -X PUT 127.0.0.1:9100/control/a -d '{"faults":[{"kind":"status","status":529}]}'
            """)

    @Option(help: ArgumentHelp("Where each stand-in is and how long it takes; without it any name will do.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Where it listens; port 0 lets the system choose.", valueName: "host:port"))
    var listen = "127.0.0.1:0"

    @Option(help: ArgumentHelp("What became of each call, a JSON line each.", valueName: "file"))
    var journal: String

    @Option(help: ArgumentHelp("A certificate in PEM, to serve TLS.", valueName: "file"))
    var certificate: String?

    @Option(help: ArgumentHelp("Its key.", valueName: "file"))
    var key: String?

    func validate() throws {
        guard HostAndPort(listen) != nil else { throw ValidationError("--listen: write 127.0.0.1:9100") }
        guard (certificate == nil) == (key == nil) else { throw ValidationError("--certificate and --key belong together") }
    }

    func run() async throws {
        guard let place = HostAndPort(listen) else { return }
        let configured = try config.map { try YAMLFile.decode(ProvidersConfiguration.self, YAMLFile.text(of: $0), $0) }
        let responder = ProviderResponder(standIns: StandIns(configured?.providers), journal: try Journal(journal))
        try await LocalServer(words: "providers listen", place: place, certificate: certificate, key: key) {
            request, writer, channel in
            try await responder.respond(to: request, writer, on: channel)
        }.run()
    }
}
