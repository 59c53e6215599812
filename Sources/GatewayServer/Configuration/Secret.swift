import Foundation
import Synchronization

/// Where a key is kept: never in the configuration itself.
struct SecretSettings: Sendable, Decodable, Equatable {
    /// The name of an environment variable.
    var env: String?
    /// A file, read again when it changes, so that a token may be refreshed by another process.
    var file: String?

    enum CodingKeys: String, CodingKey, CaseIterable { case env, file }

    init(env: String? = nil, file: String? = nil) { (self.env, self.file) = (env, file) }

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.env, into: &env)
        try values.read(.file, into: &file)
        guard (env == nil) != (file == nil) else {
            let place = decoder.codingPath.map(\.stringValue).joined(separator: ".")
            throw ConfigurationError.invalid("\(place): a secret is named by env or by file", hint: "key: {env: ANTHROPIC_API_KEY}")
        }
    }

    /// What a person is told of it: the place, never the value.
    var place: String { env.map { "$\($0)" } ?? file ?? "nowhere" }
}

/// A key as it is now.
///
/// Neither its description nor its reflection shows the value.
final class Secret: Sendable, CustomStringConvertible, CustomReflectable {
    private struct Reading {
        var value: String?
        var modified: Date?
        var checked = ContinuousClock.now
    }

    let settings: SecretSettings
    private let reading: Mutex<Reading>

    init(_ settings: SecretSettings, environment: [String: String]) {
        self.settings = settings
        let value = settings.env.flatMap { environment[$0] }.flatMap(Secret.cleaned)
        reading = Mutex(Reading(value: value, modified: nil, checked: .now - .seconds(60)))
    }

    /// `nil` where there is none. A file is looked at once a second at most.
    var value: String? {
        guard let file = settings.file else { return reading.withLock(\.value) }
        return reading.withLock { reading in
            guard reading.checked.duration(to: .now) > .seconds(1) else { return reading.value }
            reading.checked = .now
            let modified = (try? FileManager.default.attributesOfItem(atPath: file))?[.modificationDate] as? Date  // gone: no key
            if modified == nil || modified != reading.modified {
                reading.value = (try? String(contentsOfFile: file, encoding: .utf8)).flatMap(Secret.cleaned)  // the same
                reading.modified = modified
            }
            return reading.value
        }
    }

    private static func cleaned(_ text: String) -> String? {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        // A line end within would end the header that it goes into.
        return trimmed.isEmpty || trimmed.unicodeScalars.contains { $0.value < 0x20 } ? nil : trimmed
    }

    var description: String { "a secret from \(settings.place)" }

    var customMirror: Mirror { Mirror(self, children: []) }
}
