import Foundation
import JWTKit
import SettingsFiles
import Synchronization

/// Signs the tokens that this gateway gives to users, and checks them when they come back.
///
/// A key in a file is read again when that changes: what the old one signed ends with it.
final class SigningKey: Sendable {
    private struct Loaded: Sendable {
        var signing: JWTKeyCollection
        var checking: KeySet
    }

    private static let identifier = "gateway_signing_key"
    private let settings: AuthSettings
    private let file: WatchedFile?
    private let loaded: Mutex<Loaded?>

    /// `nil` where no key is configured or set; throws where it is no key.
    init?(_ settings: AuthSettings, environment: [String: String]) async throws {
        guard let place = settings.signingKey else { return nil }
        self.settings = settings
        file = place.file.map { WatchedFile($0) }
        let pem: String?
        if let file {
            guard case .content(let data) = file.news() else { return nil }
            pem = String(decoding: data, as: UTF8.self)
        } else {
            pem = place.env.flatMap { environment[$0] }
        }
        guard let pem else { return nil }
        loaded = Mutex(try await SigningKey.load(pem))
    }

    private static func load(_ pem: String) async throws -> Loaded {
        let signing = JWTKeyCollection()
        let identifier = JWKIdentifier(string: identifier)
        let algorithm: KeySet.Algorithm
        if let key = try? ES256PrivateKey(pem: pem) {  // else it must be RSA
            await signing.add(ecdsa: key, kid: identifier)
            algorithm = .es256
        } else {
            await signing.add(rsa: try Insecure.RSA.PrivateKey(pem: pem), digestAlgorithm: .sha256, kid: identifier)
            algorithm = .rs256
        }
        let checking = KeySet(try await signing.getKey(for: identifier), algorithm, identifier: identifier.string)
        return Loaded(signing: signing, checking: checking)
    }

    private func current() async -> Loaded? {
        switch file?.news() {
        case .content(let data)?:
            let new = try? await SigningKey.load(String(decoding: data, as: UTF8.self))  // no key: none
            loaded.withLock { $0 = new }
        case .gone?, .unreadable?: loaded.withLock { $0 = nil }
        case .some(.none), nil: break
        }
        return loaded.withLock(\.self)
    }

    /// The key with which users' tokens are checked, as it is now.
    func keys() async -> KeySet? { await current()?.checking }

    /// Which scopes a user's token may have at most.
    static let userScopes: [Scope] = [.completeCode, .proxy]

    /// A token with which an editor may call directly. `maker` is proven; it names the user, and what else is signed is
    /// its own. `nil`: there is no key.
    func userToken(_ user: String, for maker: Caller) async throws -> (token: String, expires: Int)? {
        guard let signing = await current()?.signing else { return nil }
        let now = Date().timeIntervalSince1970.rounded(.down)
        let expires = now + Double(settings.userTokenSeconds)
        let claims = GatewayClaims(
            issuer: settings.audience, audience: .init(settings.audience), subject: user, expires: expires, notBefore: now - 5,
            issuedAt: now, scopes: SigningKey.userScopes.filter(maker.may).map(\.rawValue), realm: maker.realm,
            instance: maker.instance)
        let token = try await signing.sign(claims, kid: JWKIdentifier(string: SigningKey.identifier))
        return (token, Int(expires))
    }
}
