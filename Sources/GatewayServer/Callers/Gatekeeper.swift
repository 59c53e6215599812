import Crypto
import Foundation
import HTTPServing
import HTTPTypes
import SettingsFiles
import Synchronization

/// Decides who a request comes from, and whether it may come in.
final class Gatekeeper: Sendable {
    private let settings: AuthSettings
    private let rings: [String: KeyRing]
    private let ownKeys: SigningKey?
    private let clientKeys: [Secret]
    /// By the tokens' hashes: a token itself is kept nowhere.
    private let admitted = Mutex<[SHA256Digest: Admission]>([:])

    /// Tokens that were checked lately.
    static let mostRemembered = 4096
    private static let longestRemembered = Duration.seconds(60)

    private struct Admission {
        var caller: Caller
        var issuer: String
        /// With which it was checked: once the issuer has others, it is checked again.
        var keys: KeySet
        var expires: Double
        var checked: ContinuousClock.Instant
    }

    init(_ settings: AuthSettings, rings: [KeyRing], signing: SigningKey?, environment: [String: String]) {
        self.settings = settings
        self.rings = Dictionary(rings.map { ($0.issuer, $0) }) { first, _ in first }
        ownKeys = signing
        clientKeys = settings.keys.map { Secret($0, environment: environment) }
    }

    /// What is missing before anybody can be let in; empty when ready.
    var missing: [String] {
        switch settings.mode {
        case .none: return []
        case .keys: return clientKeys.allSatisfy { $0.value == nil } ? ["auth.keys: none of the keys is set"] : []
        case .token:
            if rings.isEmpty { return ["auth.issuers: no issuer of tokens is configured"] }
            return rings.values.compactMap { ring in
                guard let keys = ring.known else { return "the keys of the issuer \(ring.issuer) are not there" }
                return keys.count == 0 ? "none of the keys of the issuer \(ring.issuer) can be used" : nil
            }.sorted()
        }
    }

    /// Lets a request in, or says why not. `scopes`: any of them will do; without one a token must be good for
    /// something.
    func admit(_ headers: HTTPFields, scopes: [Scope]) async throws(Refusal) -> Caller {
        var caller = try await caller(headers)
        if caller.scopes?.isEmpty == true { throw .noScopes }
        if let wanted = scopes.first, !scopes.contains(where: caller.may) { throw .scope(wanted) }
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

    /// Whether a caller may have tokens made for its users: it must have proven itself, and not with such a token.
    static func mayMakeTokens(_ caller: Caller) throws(Refusal) {
        guard caller.isAuthenticated else { throw .forbidden }
        guard caller.connection == .indirect else { throw .ownToken }
    }

    private func caller(_ headers: HTTPFields) async throws(Refusal) -> Caller {
        switch settings.mode {
        case .none: return Gatekeeper.claimed(headers)
        case .keys:
            // Hashes are compared, so that no time tells how much of a key was right.
            let hash = SHA256.hash(data: Data(try Gatekeeper.token(headers).utf8))
            let isKnown = clientKeys.compactMap(\.value).contains { SHA256.hash(data: Data($0.utf8)) == hash }
            guard isKnown else { throw .forbidden }
            return Gatekeeper.claimed(headers)
        case .token: return try await verified(try Gatekeeper.token(headers))
        }
    }

    /// Official clients of Anthropic send a key under a name of its own.
    /// https://docs.anthropic.com/en/api/overview#authentication
    private static func token(_ headers: HTTPFields) throws(Refusal) -> String {
        guard let field = headers[.authorization] else {
            guard let key = headers[.apiKey] else { throw .noAuthorization }
            guard key.utf8.count <= PresentedToken.longest else { throw .invalidAuthorization }
            return key
        }
        let word = field.prefix { $0 != " " }
        let token = field.dropFirst(word.count).drop { $0 == " " }
        guard word.lowercased() == "bearer", !token.isEmpty, token.utf8.count <= PresentedToken.longest else {
            throw .invalidAuthorization
        }
        return String(token)
    }

    private func verified(_ text: String) async throws(Refusal) -> Caller {
        let hash = SHA256.hash(data: Data(text.utf8))
        if let known = await remembered(hash) { return known }
        guard let token = PresentedToken(text) else { throw .forbidden }
        let keys = try await check(token)
        let claims = token.claims
        var caller = Caller()
        caller.isAuthenticated = true
        caller.realm = claims.realm
        caller.scopes = claims.scopes ?? (settings.tokensWithoutScopes == .allow ? nil : [])
        if claims.issuer == settings.audience {
            (caller.connection, caller.user, caller.instance) = (.direct, claims.subject, claims.instance)
        } else {
            (caller.connection, caller.instance) = (.indirect, claims.subject)
        }
        remember(
            hash, Admission(caller: caller, issuer: claims.issuer, keys: keys, expires: claims.expires, checked: .now))
        return caller
    }

    /// Which issuer's keys are asked is read from the token before anything of it is believed. Gives the keys that it
    /// was checked with.
    private func check(_ token: PresentedToken) async throws(Refusal) -> KeySet {
        let claims = token.claims
        guard claims.isCurrent(), claims.audience.names.contains(settings.audience), !claims.subject.isEmpty else {
            throw .forbidden
        }
        if claims.issuer == settings.audience {
            guard let keys = await ownKeys?.keys(), keys.verifies(token) else { throw .forbidden }
            return keys
        }
        guard let ring = rings[claims.issuer] else { throw .forbidden }
        guard let keys = await ring.keys() else { throw .noKeys }
        if keys.verifies(token) { return keys }
        await ring.refreshForUnknownKey()
        guard let newer = await ring.keys() else { throw .noKeys }
        if newer !== keys, newer.verifies(token) { return newer }
        if !newer.knows(token) { throw .unknownKey(ring.secondsToNextTry) }
        throw .forbidden
    }

    private func keys(of issuer: String) async -> KeySet? {
        issuer == settings.audience ? await ownKeys?.keys() : await rings[issuer]?.keys()
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

    private func remembered(_ hash: SHA256Digest) async -> Caller? {
        guard let known = admitted.withLock({ $0[hash] }) else { return nil }
        let isGood =
            known.expires > Date().timeIntervalSince1970
            && known.checked.duration(to: .now) < Gatekeeper.longestRemembered
        if isGood, await keys(of: known.issuer) === known.keys { return known.caller }
        admitted.withLock { $0[hash] = nil }
        return nil
    }

    private func remember(_ hash: SHA256Digest, _ admission: Admission) {
        admitted.withLock { admitted in
            if admitted.count >= Gatekeeper.mostRemembered { admitted.removeAll(keepingCapacity: true) }
            admitted[hash] = admission
        }
    }

    /// How many tokens are remembered.
    var rememberedCount: Int { admitted.withLock(\.count) }
}
