package import Foundation

/// A JSON Schema below `Schemas`, and Debian's validator.
package struct PublishedSchema {
    private let name: String

    /// `waybill.route-1`, `gateway.yaml`.
    package init(_ name: String) { self.name = name }

    /// The schema itself, as JSON.
    package var object: [String: Any] {
        get throws {
            let data = try Data(contentsOf: Repository.url("Schemas/\(name).json"))
            return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        }
    }

    /// What the validator says of objects, one after another; `nil` where it finds nothing wrong with any.
    package func complaints(_ objects: Data) throws -> String? {
        let result = try checking(objects).finish()
        return result.status == 0 ? nil : result.output
    }

    /// The same, for tests that hold no thread while they wait.
    package func complaints(_ objects: Data) async throws -> String? {
        let check = try checking(objects)
        return try await check.wait(120) == 0 ? nil : check.output
    }

    /// The numbers, from 0, of the objects that do not fit.
    package func misfits(_ objects: [Any]) throws -> Set<Int> {
        let lines = try objects.map { try JSONSerialization.data(withJSONObject: $0, options: .fragmentsAllowed) + Data("\n".utf8) }
        let checked = try checking(Data(lines.joined())).finish()
        guard checked.output.contains("\(objects.count) objects, ") else { throw NotChecked(output: checked.output) }
        return Set(checked.output.matches(of: #/(?m)^object (\d+): /#).compactMap { Int($0.1).map { $0 - 1 } })
    }

    package struct NotChecked: Error { package var output: String }

    private func checking(_ objects: Data) throws -> BuiltProgram {
        // Debian's own python3, which has python3-jsonschema.
        let words = [Repository.path("Tools/check-schema.py"), Repository.path("Schemas/\(name).json")]
        return try BuiltProgram("/usr/bin/python3", words, input: objects)
    }
}
