import AsyncHTTPClient
import Foundation
import HTTPTypes
import SettingsFiles
import Synchronization
import Workbench

@testable import GatewayServer

/// A gatekeeper whose issuer's keys are in a file, and its signing key in another.
final class Door: Sendable {
    private let scratch: Scratch
    var folder: URL { scratch.url }
    let gatekeeper: Gatekeeper
    let signing: SigningKey?
    let rings: [KeyRing]
    private let words = Words()
    /// What the program's log says.
    var said: [String] { words.list.withLock(\.self) }
    var keySet: URL { folder.appending(path: "jwks.json") }
    var signingKey: URL { folder.appending(path: "signing.pem") }
    var clientKey: URL { folder.appending(path: "client.key") }

    init(keySet text: String, signing pem: String? = nil, _ change: (inout AuthSettings) -> Void = { _ in }) async throws {
        scratch = try Scratch()
        var settings = AuthSettings()
        settings.issuers = [AuthSettings.Issuer(issuer: Mint.issuer, jwks: scratch.path("jwks.json"))]
        settings.signingKey = SecretSettings(file: scratch.path("signing.pem"))
        change(&settings)
        try scratch.write(text, to: "jwks.json")
        if let pem { try scratch.write(pem, to: "signing.pem") }
        let words = words
        let rings = settings.issuers.map {
            KeyRing($0, settings: settings, client: .shared) { text in words.list.withLock { $0.append(text) } }
        }
        self.rings = rings
        for ring in rings { await ring.refresh() }
        signing = try await SigningKey(settings, environment: [:])
        gatekeeper = Gatekeeper(settings, rings: rings, signing: signing, environment: [:])
    }

    /// Why a token is not let in; `nil`: it is.
    func refusal(_ token: String, for scopes: [Scope] = [.completeCode], _ headers: [String: String] = [:]) async -> Refusal? {
        do throws(Refusal) {
            _ = try await caller(token, for: scopes, headers)
            return nil
        } catch {
            return error
        }
    }

    func caller(
        _ token: String, for scopes: [Scope] = [.completeCode], _ headers: [String: String] = [:]
    ) async throws(Refusal) -> Caller {
        var fields = HTTPFields()
        fields[.authorization] = "Bearer \(token)"
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        return try await gatekeeper.admit(fields, scopes: scopes)
    }
}

private final class Words: Sendable {
    let list = Mutex<[String]>([])
}
