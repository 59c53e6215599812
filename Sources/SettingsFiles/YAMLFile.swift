import Foundation
import Yams

/// Reading a file of settings; what is wrong with it is said without the values that it holds.
package enum YAMLFile {
    /// The text of a file; one that is not there, or is no text, is refused in words.
    package static func text(of path: String) throws -> String {
        do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
            let why = FileManager.default.fileExists(atPath: path) ? "it is not readable text" : "there is no such file"
            throw ConfigurationError.cannotRead(path: path, why: why)
        }
    }

    /// Reads settings; what is wrong is named by its key, and never by its value.
    package static func decode<Value: Decodable>(_ type: Value.Type, _ text: String, _ path: String) throws -> Value {
        do { return try YAMLDecoder().decode(type, from: text) } catch DecodingError.dataCorrupted(let context) {
            // The decoder wraps what our own types say.
            if let own = context.underlyingError as? ConfigurationError { throw own }
            throw ConfigurationError.notYAML(path: path, what: words(for: DecodingError.dataCorrupted(context)))
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw ConfigurationError.notYAML(path: path, what: words(for: error))
        }
    }

    /// The decoder's own words, without the values that it met.
    private static func words(for error: any Error) -> String {
        guard let error = error as? DecodingError else { return String("\(error)".split(separator: "\n").first ?? "not YAML") }
        switch error {
        case .keyNotFound(let key, let context): return "\(place(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): return "\(place(context.codingPath)) is of another type"
        case .dataCorrupted(let context):
            let line = (context.underlyingError.map { "\($0)" } ?? context.debugDescription).split(separator: "\n").first
            return context.codingPath.isEmpty
                ? String(line ?? "not YAML") : "\(place(context.codingPath)) has a value it cannot have"
        @unknown default: return "not understood"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }.joined(separator: ".")
    }
}
