import Crypto
import Foundation
import HTTPTypes
import JWTKit
import Synchronization

/// Decides who a request comes from, and whether it may come in.
final class Gatekeeper: Sendable {
    private let settings: AuthSettings
    private let rings: [String: KeyRing]
    private let ownKeys: SigningKey?
    /// Hashes of the keys that are taken: they are compared, so that no time tells how much of a key was right.
    private let keyHashes: [SHA256Digest]
    private let admitted = Mutex<[String: Admission]>([:])

    /// Tokens that were checked lately.
    private static let mostRemembered = 4096

    private struct Admission {
        var caller: Caller
        var expires: Date
        var checked: ContinuousClock.Instant
    }

    init(_ settings: AuthSettings, rings: [KeyRing], signing: SigningKey?, environment: [String: String]) {
        self.settings = settings
        self.rings = Dictionary(rings.map { ($0.issuer, $0) }) { first, _ in first }
        ownKeys = signing
        keyHashes = settings.keys.compactMap { Secret($0, environment: environment).value }.map { SHA256.hash(data: Data($0.utf8)) }
    }

    /// What is missing before anybody can be let in; empty when ready.
    var missing: [String] {
        switch settings.mode {
        case .none: return []
        case .keys: return keyHashes.isEmpty ? ["auth.keys: none of the keys is set"] : []
        case .token:
            if rings.isEmpty { return ["auth.issuers: no issuer of tokens is configured"] }
            return rings.values.filter { $0.keys == nil }.map { "the keys of the issuer \($0.issuer) are not there" }.sorted()
        }
    }

    /// Lets a request in, or says why not. `scopes`: any of them will do.
    func admit(_ headers: HTTPFields, scopes: [Scope]) async throws(Refusal) -> Caller {
        var caller = try await caller(headers)
        if let granted = caller.scopes, let wanted = scopes.first, !scopes.contains(where: { granted.contains($0.rawValue) }) {
            throw .scope(wanted)
        }
        if let type = headers[.authenticationType], type.lowercased() != "oidc", settings.mode == .token { throw .notOIDC }
        try compare(&caller, headers)
        return caller
    }

    /// What the headers claim, of a request that nobody vouches for.
    static func claimed(_ headers: HTTPFields) -> Caller {
        var caller = Caller()
        caller.instance = headers[.instanceID]
        caller.realm = headers[.realm]
        caller.user = headers[.globalUserID]
        return caller
    }

    private func caller(_ headers: HTTPFields) async throws(Refusal) -> Caller {
        switch settings.mode {
        case .none: return Gatekeeper.claimed(headers)
        case .keys:
            let hash = SHA256.hash(data: Data(try Gatekeeper.token(headers).utf8))
            guard keyHashes.contains(where: { $0 == hash }) else { throw .forbidden }
            return Gatekeeper.claimed(headers)
        case .token: return try await verified(try Gatekeeper.token(headers))
        }
    }

    /// Official clients of Anthropic send a key under a name of its own. https://docs.anthropic.com/en/api/overview#authentication
    private static func token(_ headers: HTTPFields) throws(Refusal) -> String {
        guard let field = headers[.authorization] else {
            if let key = headers[.apiKey] { return key }
            throw .noAuthorization
        }
        let parts = field.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count <= 16_384 else {
            throw .invalidAuthorization
        }
        return String(parts[1])
    }

    private func verified(_ token: String) async throws(Refusal) -> Caller {
        if let known = remembered(token) { return known }
        let claims = try await check(token)
        var caller = Caller()
        caller.isAuthenticated = true
        (caller.realm, caller.scopes) = (claims.realm, claims.scopes)
        if claims.issuer.value == settings.audience {
            (caller.connection, caller.user, caller.instance) = (.direct, claims.subject.value, claims.instance)
        } else {
            (caller.connection, caller.instance) = (.indirect, claims.subject.value)
        }
        remember(token, caller, until: claims.expiration.value)
        return caller
    }

    /// Which issuer's keys are asked is read from the token before anything of it is believed.
    private func check(_ token: String) async throws(Refusal) -> GatewayClaims {
        guard let issuer = Gatekeeper.issuer(of: token) else { throw .forbidden }
        if issuer == settings.audience, let ownKeys { return try await check(token, with: ownKeys.keys, issuer: issuer) }
        guard let ring = rings[issuer] else { throw .forbidden }
        guard let keys = ring.keys else { throw .noKeys }
        do throws(Refusal) { return try await check(token, with: keys, issuer: issuer) } catch {
            await ring.refreshForUnknownKey()
            guard let newer = ring.keys, newer !== keys else { throw error }
            return try await check(token, with: newer, issuer: issuer)
        }
    }

    private func check(_ token: String, with keys: JWTKeyCollection, issuer: String) async throws(Refusal) -> GatewayClaims {
        do {
            let claims = try await keys.verify(token, as: GatewayClaims.self)
            guard claims.issuer.value == issuer, claims.audience.value.contains(settings.audience), !claims.subject.value.isEmpty
            else { throw Refusal.forbidden }
            return claims
        } catch {
            throw .forbidden
        }
    }

    private static func issuer(of token: String) -> String? {
        struct Issuer: Decodable { var iss: String }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let payload = Data(base64URL: parts[1]) else { return nil }
        return try? JSONDecoder().decode(Issuer.self, from: payload).iss  // what cannot be read is no token
    }

    /// A header that says something else than the token is refused; one that is missing is filled in from the token.
    private func compare(_ caller: inout Caller, _ headers: HTTPFields) throws(Refusal) {
        guard caller.isAuthenticated else { return }
        if let realm = headers[.realm] {
            if let claim = caller.realm, claim != realm { throw .headerMismatch("X-Gitlab-Realm") }
        }
        if let instance = headers[.instanceID], let claim = caller.instance, claim != instance {
            throw .headerMismatch("X-Gitlab-Instance-Id")
        }
        if let user = headers[.globalUserID] {
            if caller.connection == .direct, caller.user != user { throw .headerMismatch("X-Gitlab-Global-User-Id") }
            caller.user = user
        }
    }

    private func remembered(_ token: String) -> Caller? {
        admitted.withLock { admitted in
            guard let known = admitted[token] else { return nil }
            guard known.expires > Date(), known.checked.duration(to: .now) < .seconds(60) else {
                admitted[token] = nil
                return nil
            }
            return known.caller
        }
    }

    private func remember(_ token: String, _ caller: Caller, until expires: Date) {
        admitted.withLock { admitted in
            if admitted.count >= Gatekeeper.mostRemembered { admitted.removeAll(keepingCapacity: true) }
            admitted[token] = Admission(caller: caller, expires: expires, checked: .now)
        }
    }
}

extension Data {
    /// https://www.rfc-editor.org/rfc/rfc4648#section-5, without padding.
    fileprivate init?(base64URL text: Substring) {
        var standard = text.replacing("-", with: "+").replacing("_", with: "/")
        standard += String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        self.init(base64Encoded: String(standard))
    }
}
