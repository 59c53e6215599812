import ArgumentParser
import AsyncHTTPClient
import Foundation
import HTTPServing
import SettingsFiles

/// `testbed up`: a whole deployment on one machine, until it is told to end.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Run a deployment on this machine: providers, a GitLab instance, a gateway in each region, an edge.",
        discussion: """
            All of them are processes that listen on 127.0.0.1. On a terminal a table shows the regions, and orders are typed below it;
            otherwise orders are read from standard input, a line each, and it ends when there are no more. `help` lists them.

            Examples:
              testbed up --regions 3
              printf 'send 100\\nkill europe-west2\\nsend 100\\n' | testbed up --regions 3 --dir demo && trace ingest demo/logs
            """)

    @Option(help: ArgumentHelp("Regions, colos, providers; topology.yaml(5). Without it the usual six regions.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Only the first so many regions.", valueName: "count"))
    var regions: Int?

    @Option(help: ArgumentHelp("Where configurations, logs and journals are written.", valueName: "folder"))
    var dir = "topology"

    @Option(help: ArgumentHelp("The program `gateway`; beside this one by default.", valueName: "program"))
    var gateway: String?

    func validate() throws {
        guard regions.map({ (1...64).contains($0) }) ?? true else { throw ValidationError("--regions: from 1 to 64") }
    }

    func run() async throws {
        let text = try config.map { try YAMLFile.text(of: $0) } ?? "{}"
        var settings = try YAMLFile.decode(TopologyConfiguration.self, text, config ?? "topology")
        try settings.complete(regionCount: regions)
        let layout = Layout(folder: dir, settings: settings, overrides: text)
        let client = HTTPClient.forTestbed()
        let topology = Topology(layout, gateway: gateway ?? UpCommand.siblingGateway, client: client)
        let (signals, screen) = (DrainSignals(), Screen())
        let result: Result<Void, any Error>
        do { result = .success(try await work(topology, signals, screen, client)) } catch { result = .failure(error) }
        screen.end()
        screen.note("ending everything")
        await topology.stop()
        try? await client.shutdown()  // nothing is under way any more
        try result.get()
        screen.note("what was logged: trace ingest \(layout.logs); what really happened: \(layout.path("journals"))")
    }

    /// Until orders end, a signal comes, or something fails.
    private func work(_ topology: Topology, _ signals: DrainSignals, _ screen: Screen, _ client: HTTPClient) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await signals.first() }
            tasks.addTask { try await serve(topology, screen, client) }
            defer { tasks.cancelAll() }
            _ = try await tasks.next()
        }
    }

    private func serve(_ topology: Topology, _ screen: Screen, _ client: HTTPClient) async throws {
        try await topology.start { screen.note($0) }
        let clients = Clients(
            topology.layout.settings, colos: await topology.colos, monolith: await topology.monolith, client: client,
            journal: try Journal(topology.layout.path("journals/clients.ndjson")))
        for (colo, address) in await topology.colos.sorted(by: { $0.key < $1.key }) { screen.note("\(colo) answers at \(address)") }
        screen.note("the GitLab instance answers at \(await topology.monolith)")
        let console = Console(topology: topology, clients: clients, screen: screen)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await clients.run() }
            tasks.addTask { await console.watch() }
            defer { tasks.cancelAll() }
            try await console.run()
            await clients.setLoad(0)
        }
    }

    private static var siblingGateway: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""  // then it cannot be run
        return URL(fileURLWithPath: own).deletingLastPathComponent().appending(path: "gateway").path
    }
}
