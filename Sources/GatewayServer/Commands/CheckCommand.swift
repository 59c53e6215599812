package import ArgumentParser
import AsyncHTTPClient
import Foundation
import NIOPosix

/// `gateway check`: says what a configuration means.
package struct CheckCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Explain a configuration: who is let in, and where the requests for each model go.",
        discussion: """
            Ends with 0 where it can be served with, also if keys are missing; they are named.

            Examples:
              gateway check Deploy/gateway.yaml
            """)

    @Argument(help: ArgumentHelp("The configuration; gateway.yaml(5).", valueName: "file"))
    var file: String

    package init() {}

    package func run() async throws {
        let configuration = try ConfigurationFile(file)
        let settings = configuration.settings
        let environment = ProcessInfo.processInfo.environment
        var lines = ["configuration \(configuration.hash)"]
        lines.append("regions       " + configuration.regions.joined(separator: ", "))
        lines.append("callers       " + words(settings.auth))
        let group = MultiThreadedEventLoopGroup.singleton
        var providers: [String: Provider] = [:]
        for (id, provider) in settings.providers {
            providers[id] = try Provider(id, provider, settings.timeouts, group: group, environment: environment)
        }
        for (name, model) in settings.models.sorted(by: { $0.key < $1.key }) {
            lines.append("model \(name)")
            for (number, target) in model.targets.enumerated() {
                guard let provider = providers[target.provider] else { continue }
                lines.append("  \(number + 1). \(target.model) at \(provider.name), \(provider.base)")
                lines.append("     location: \(provider.place(of: target.model)?.location ?? "not stated by the address")")
                if let missing = provider.missing { lines.append("     missing: \(missing)") }
            }
        }
        for (name, model) in features(settings) { lines.append("feature \(name): \(model)") }
        print(lines.joined(separator: "\n"))
        for provider in providers.values { try await provider.client.shutdown() }
    }

    private func words(_ auth: AuthSettings) -> String {
        switch auth.mode {
        case .token:
            "tokens of "
                + (auth.issuers.isEmpty ? "nobody yet: auth.issuers is empty" : auth.issuers.map(\.issuer).joined(separator: ", "))
        case .keys: "whoever has one of \(auth.keys.count) keys"
        case .none: "anybody: for development only"
        }
    }

    private func features(_ settings: GatewayConfiguration) -> [(String, String)] {
        let fixed = [
            ("code_completions", settings.features.codeCompletions), ("code_generations", settings.features.codeGenerations),
            ("chat", settings.features.chat),
        ]
        return fixed.compactMap { name, model in model.map { (name, $0) } }
            + settings.features.prompts.sorted { $0.key < $1.key }.map { ("prompts/\($0.key)", $0.value.model) }
    }
}
