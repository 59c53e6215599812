import Foundation
import LogRecords
import SettingsFiles
import Workbench
import Yams

@testable import EdgeRouter
@testable import GatewayServer
@testable import Testbed

/// The three files of settings, each with its schema and the reader that the program has for it.
enum SettingsFile: String, CaseIterable {
    case gateway, edge, topology

    /// As in `man` and `Schemas`.
    var name: String { rawValue + ".yaml" }

    /// A file that has every key.
    var whole: [String: Any] { get throws { try SettingsFile.values(Repository.text("Fixtures/settings/\(name)")) } }

    static func values(_ yaml: String) throws -> [String: Any] { try Yams.load(yaml: yaml) as? [String: Any] ?? [:] }

    /// Reads a file as the program does before it starts; throws what a person would be told.
    func read(_ values: [String: Any]) throws {
        // JSON is YAML.
        let json = try JSONSerialization.data(withJSONObject: values, options: [.withoutEscapingSlashes, .sortedKeys])
        let folder = try Scratch()
        let path = try folder.write(json, to: name)
        switch self {
        case .gateway: _ = try ConfigurationFile(path)
        case .edge: _ = try EdgeConfiguration(file: path)
        case .topology:
            let text = String(decoding: json, as: UTF8.self)
            var topology = try YAMLFile.decode(TopologyConfiguration.self, text, path)
            try topology.complete(regionCount: nil)
            // What is laid over the gateway's file and the edge's is read by their readers.
            let layout = Layout(folder: folder.path("t"), settings: topology, overrides: text)
            try layout.makeFolders()
            _ = try ConfigurationFile(layout.writeGateway(providers: "127.0.0.1:1", monolith: "127.0.0.1:2"))
            _ = try EdgeConfiguration(file: layout.writeEdge(SettingsFile.addresses(topology)))
        }
    }

    /// What a testbed that was told nothing makes for its gateways, and for its edge.
    var generated: [String: Any] {
        get throws {
            let folder = try Scratch()
            var topology = TopologyConfiguration()
            try topology.complete(regionCount: nil)
            let layout = Layout(folder: folder.path("t"), settings: topology, overrides: "{}")
            try layout.makeFolders()
            let path =
                switch self {
                case .edge: try layout.writeEdge(SettingsFile.addresses(topology))
                case .gateway, .topology: try layout.writeGateway(providers: "127.0.0.1:1", monolith: "127.0.0.1:2")
                }
            return try SettingsFile.values(String(contentsOfFile: path, encoding: .utf8))
        }
    }

    private static func addresses(_ topology: TopologyConfiguration) -> [String: String] {
        Dictionary(topology.regions.map { ($0, "127.0.0.1:3") }) { first, _ in first }
    }
}

/// A place in a file of settings, and what stands there.
struct SettingsPlace {
    enum Step: Hashable { case key(String), item(Int) }

    var path: [Step]
    var value: Any

    /// All places, the file itself first.
    static func all(in value: Any, at path: [Step] = []) -> [SettingsPlace] {
        var places = [SettingsPlace(path: path, value: value)]
        if let values = value as? [String: Any] {
            for (key, value) in values.sorted(by: { $0.key < $1.key }) { places += all(in: value, at: path + [.key(key)]) }
        } else if let values = value as? [Any] {
            for (number, value) in values.enumerated() { places += all(in: value, at: path + [.item(number)]) }
        }
        return places
    }

    /// The same file with something else at a place; `nil` takes away what is there.
    static func changed(_ value: Any, at path: ArraySlice<Step>, to new: Any?) -> Any? {
        guard let step = path.first else { return new }
        switch (step, value) {
        case (.key(let key), var values as [String: Any]):
            values[key] = changed(values[key] ?? [:] as [String: Any], at: path.dropFirst(), to: new)
            return values
        case (.item(let number), var values as [Any]):
            guard values.indices.contains(number) else { return value }
            if let changed = changed(values[number], at: path.dropFirst(), to: new) {
                values[number] = changed
            } else {
                values.remove(at: number)
            }
            return values
        default: return value
        }
    }

    func changed(to new: Any?, in file: [String: Any]) -> [String: Any] {
        SettingsPlace.changed(file, at: path[...], to: new) as? [String: Any] ?? [:]
    }

    var text: String {
        path.map { step in
            switch step {
            case .key(let key): key
            case .item(let number): "\(number)"
            }
        }.joined(separator: ".")
    }
}
