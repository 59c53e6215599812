import Foundation
import Synchronization

/// Where a key is kept: never in the configuration itself.
package struct SecretSettings: Sendable, Decodable, Equatable {
    /// The name of an environment variable.
    package var env: String?
    /// A file, read again when it changes, so that a token may be refreshed by another process.
    package var file: String?

    enum CodingKeys: String, CodingKey, CaseIterable { case env, file }

    package init(env: String? = nil, file: String? = nil) { (self.env, self.file) = (env, file) }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.env, into: &env)
        try values.read(.file, into: &file)
        guard (env == nil) != (file == nil) else {
            let place = decoder.codingPath.map(\.stringValue).joined(separator: ".")
            throw ConfigurationError.invalid("\(place): a secret is named by env or by file", hint: "key: {env: ANTHROPIC_API_KEY}")
        }
    }

    /// What a person is told of it: the place, never the value.
    package var place: String { env.map { "$\($0)" } ?? file ?? "nowhere" }
}

/// A key as it is now.
///
/// Neither its description nor its reflection shows the value.
package final class Secret: Sendable, CustomStringConvertible, CustomReflectable {
    package let settings: SecretSettings
    private let file: WatchedFile?
    private let kept: Mutex<String?>

    package init(_ settings: SecretSettings, environment: [String: String]) {
        self.settings = settings
        file = settings.file.map { WatchedFile($0) }
        kept = Mutex(settings.env.flatMap { environment[$0] }.flatMap(Secret.cleaned))
    }

    /// `nil` where there is none.
    package var value: String? {
        guard let file else { return kept.withLock(\.self) }
        return kept.withLock { kept in
            switch file.news() {
            case .none: break
            case .content(let content): kept = Secret.cleaned(String(decoding: content, as: UTF8.self))
            case .gone, .unreadable: kept = nil
            }
            return kept
        }
    }

    private static func cleaned(_ text: String) -> String? {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        // A line end within would end the header that it goes into.
        return trimmed.isEmpty || trimmed.unicodeScalars.contains { $0.value < 0x20 } ? nil : trimmed
    }

    package var description: String { "a secret from \(settings.place)" }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
