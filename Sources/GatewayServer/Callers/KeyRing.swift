import AsyncHTTPClient
import Foundation
import JWTKit
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Synchronization

/// The keys of one issuer: fetched, refreshed in the background, and believed for a while when that fails.
final class KeyRing: Sendable {
    private struct State {
        var keys: JWTKeyCollection?
        var fetched: ContinuousClock.Instant?
        var lastTry: ContinuousClock.Instant?
        var failure: String?
    }

    let issuer: String
    private let place: String
    private let settings: AuthSettings
    private let client: HTTPClient
    private let state = Mutex(State())
    /// Between two tries because of a key that is not known.
    private static let leastBetweenTries = Duration.seconds(60)
    private static let largestAnswer = 1 << 20

    init(_ issuer: AuthSettings.Issuer, settings: AuthSettings, client: HTTPClient) {
        self.issuer = issuer.issuer
        place = issuer.jwks
        self.settings = settings
        self.client = client
    }

    /// The keys, unless they were never there or are too old.
    var keys: JWTKeyCollection? {
        state.withLock { state in
            guard let fetched = state.fetched, fetched.duration(to: .now) < .seconds(settings.jwksStaleSeconds) else { return nil }
            return state.keys
        }
    }

    /// Seconds since the keys were fetched, and what went wrong with the last try.
    var standing: (age: Double?, failure: String?) {
        state.withLock { state in
            (state.fetched.map { Double(nanoseconds(from: $0)) / 1e9 }, state.failure)
        }
    }

    /// Fetches again because a token names a key that is not there; at most once a minute.
    func refreshForUnknownKey() async {
        let mayTry = state.withLock { state in
            guard let last = state.lastTry, last.duration(to: .now) < KeyRing.leastBetweenTries else { return true }
            return false
        }
        if mayTry { await refresh() }
    }

    /// Fetches the keys; after a failure the old ones stay.
    func refresh() async {
        state.withLock { $0.lastTry = .now }
        do {
            let keys = JWTKeyCollection()
            for key in try KeyRing.usable(try await read()) { try await keys.add(jwk: key) }
            state.withLock { ($0.keys, $0.fetched, $0.failure) = (keys, .now, nil) }
        } catch {
            state.withLock { $0.failure = "\(type(of: error))" }
        }
    }

    private func read() async throws -> Data {
        guard place.hasPrefix("http://") || place.hasPrefix("https://") else {
            return try Data(contentsOf: URL(fileURLWithPath: place))
        }
        let response = try await client.execute(HTTPClientRequest(url: place), timeout: .seconds(10))
        guard response.status == .ok else { throw NotAKeySet(status: Int(response.status.code)) }
        return Data(buffer: try await response.body.collect(upTo: KeyRing.largestAnswer))
    }

    private struct NotAKeySet: Error { var status: Int }

    /// Keys for RS256 and ES256, which alone are taken; a set without an algorithm means those. https://www.rfc-editor.org/rfc/rfc7517#section-4.4
    private static func usable(_ data: Data) throws -> [JWK] {
        let found = try JSONDecoder().decode(JWKS.self, from: data).keys
        let usable = found.compactMap { key -> JWK? in
            var key = key
            switch key.keyType {
            case .rsa where key.algorithm == nil || key.algorithm == .rs256: key.algorithm = .rs256
            case .ecdsa where key.algorithm == nil || key.algorithm == .es256: key.algorithm = .es256
            default: return nil
            }
            return key.keyIdentifier == nil ? nil : key
        }
        guard !usable.isEmpty else { throw NotAKeySet(status: 200) }
        return usable
    }
}
