import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import SettingsFiles
import Synchronization

/// The keys of one issuer: fetched, refreshed in the background, and believed for a while when that fails.
///
/// A file is read again as soon as it has changed; a set that lacks a key ends what that key signed, and a file that is
/// gone ends all of it.
final class KeyRing: Sendable {
    private struct State {
        var keys: KeySet?
        var content: Data?
        var fetched: ContinuousClock.Instant?
        var lastTry: ContinuousClock.Instant?
        var refreshing: Task<Void, Never>?
        /// What keeps the file from being read, and since when: so long its old keys are believed.
        var trouble: (what: String, since: ContinuousClock.Instant)?
        /// Looks at the file that had news: what an earlier one read is not taken after a later one.
        var looks = 0
    }

    let issuer: String
    private let place: String
    private let file: WatchedFile?
    private let settings: AuthSettings
    private let client: HTTPClient
    private let say: @Sendable (String) -> Void
    private let state = Mutex(State())
    /// Between two tries because of a key that is not known.
    static let leastBetweenTries = Duration.seconds(60)

    /// `say` tells an operator.
    init(
        _ issuer: AuthSettings.Issuer, settings: AuthSettings, client: HTTPClient,
        say: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.issuer = issuer.issuer
        place = issuer.jwks
        file = ["http://", "https://"].contains { issuer.jwks.hasPrefix($0) } ? nil : WatchedFile(issuer.jwks)
        self.settings = settings
        self.client = client
        self.say = say
    }

    /// The keys as they were last read, unless they were never there or are too old; those of a file that is as it was
    /// read are not.
    var known: KeySet? {
        state.withLock { state in
            guard let believed = file == nil ? state.fetched : state.trouble?.since ?? .now,
                believed.duration(to: .now) < .seconds(settings.jwksStaleSeconds)
            else { return nil }
            return state.keys
        }
    }

    /// The keys as they are now.
    func keys() async -> KeySet? {
        if let file { await look(at: file) }
        return known
    }

    private func look(at file: WatchedFile) async {
        let news = file.news()
        if case .none = news { return }
        let look = state.withLock { state in
            state.looks += 1
            return state.looks
        }
        switch news {
        case .none: break
        case .gone: lose()
        case .unreadable: note("it cannot be read", at: look)
        case .content(let data):
            guard let keys = try? await KeySet.read(data) else {  // said
                return note(data.isEmpty ? "it is empty" : "it is no set of keys", at: look)
            }
            put(keys, at: look)
        }
    }

    private func put(_ keys: KeySet, at look: Int) {
        let wasTrouble = state.withLock { state in
            guard state.looks == look else { return false }
            defer { (state.keys, state.trouble) = (keys, nil) }
            return state.trouble != nil
        }
        if wasTrouble { say("the keys of \(issuer) are read again: \(place)") }
    }

    /// A file that is gone lets nobody in.
    private func lose() {
        state.withLock { state in
            if state.keys != nil { state.keys = KeySet.none }
            state.trouble = ("it is gone", .now)
        }
        say("the keys of \(issuer) are not there, and its tokens are refused: \(place)")
    }

    private func note(_ what: String, at look: Int) {
        let isNew = state.withLock { state in
            guard state.looks == look, state.trouble?.what != what else { return false }
            state.trouble = (what, state.trouble?.since ?? .now)
            return true
        }
        guard isNew else { return }
        say("the keys of \(issuer) stay as they were, for \(Int(settings.jwksStaleSeconds)) s at most: \(what): \(place)")
    }

    /// Fetches again because a token names a key that is not there, once a minute at most; whoever comes meanwhile
    /// waits for the same answer.
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
        if let file {
            await look(at: file)
        } else if let data = try? await read() {  // the old ones stay
            await take(data)
        }
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
        let response = try await client.execute(HTTPClientRequest(url: place), timeout: .seconds(10))
        guard response.status == .ok else { throw KeySet.NotAKeySet() }
        return Data(buffer: try await response.body.collect(upTo: KeySet.largest))
    }
}
