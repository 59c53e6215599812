import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Synchronization

/// The keys of one issuer: fetched, refreshed in the background, and believed for a while when that fails.
///
/// A file is read again as soon as it has changed; a set that lacks a key ends what that key signed.
final class KeyRing: Sendable {
    private struct State {
        var keys: KeySet?
        var content: Data?
        var fetched: ContinuousClock.Instant?
        var lastTry: ContinuousClock.Instant?
        var refreshing: Task<Void, Never>?
    }

    let issuer: String
    private let place: String
    private let file: WatchedFile?
    private let settings: AuthSettings
    private let client: HTTPClient
    private let state = Mutex(State())
    /// Between two tries because of a key that is not known.
    static let leastBetweenTries = Duration.seconds(60)

    init(_ issuer: AuthSettings.Issuer, settings: AuthSettings, client: HTTPClient) {
        self.issuer = issuer.issuer
        place = issuer.jwks
        file = ["http://", "https://"].contains { issuer.jwks.hasPrefix($0) } ? nil : WatchedFile(issuer.jwks)
        self.settings = settings
        self.client = client
    }

    /// The keys as they were last read, unless they were never there or are too old.
    var known: KeySet? {
        state.withLock { state in
            guard let fetched = state.fetched, fetched.duration(to: .now) < .seconds(settings.jwksStaleSeconds) else { return nil }
            return state.keys
        }
    }

    /// The keys as they are now.
    func keys() async -> KeySet? {
        if let file, case .content(let data) = file.news() { await take(data) }
        return known
    }

    /// Fetches again because a token names a key that is not there, once a minute at most; whoever comes meanwhile waits for the same answer.
    func refreshForUnknownKey() async {
        let mayTry = state.withLock { state in
            state.refreshing != nil || state.lastTry.map { $0.duration(to: .now) >= KeyRing.leastBetweenTries } ?? true
        }
        if mayTry { await refresh() }
    }

    /// Seconds until an unknown key is a reason to fetch again.
    var secondsToNextTry: Int {
        state.withLock { state in
            guard let last = state.lastTry else { return 0 }
            let left = (KeyRing.leastBetweenTries - last.duration(to: .now)) / .seconds(1)
            return max(1, Int(left.rounded(.up)))
        }
    }

    /// Fetches the keys; after a failure the old ones stay.
    func refresh() async {
        let task = state.withLock { state in
            let task = state.refreshing ?? Task { await fetch() }
            state.refreshing = task
            return task
        }
        await task.value
    }

    private func fetch() async {
        state.withLock { $0.lastTry = .now }
        if let data = try? await read() { await take(data) }  // the old ones stay
        state.withLock { $0.refreshing = nil }
    }

    private func take(_ data: Data) async {
        let isSame = state.withLock { state in
            guard state.content == data else { return false }
            state.fetched = .now
            return true
        }
        guard !isSame, let keys = try? await KeySet.read(data) else { return }  // the old ones stay
        state.withLock { ($0.keys, $0.content, $0.fetched) = (keys, data, .now) }
    }

    private func read() async throws -> Data {
        guard file == nil else { return try Data(contentsOf: URL(fileURLWithPath: place)) }
        let response = try await client.execute(HTTPClientRequest(url: place), timeout: .seconds(10))
        guard response.status == .ok else { throw KeySet.NotAKeySet() }
        return Data(buffer: try await response.body.collect(upTo: KeySet.largest))
    }
}
