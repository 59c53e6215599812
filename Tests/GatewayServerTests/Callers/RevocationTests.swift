import Crypto
import Foundation
import HTTPTypes
import SettingsFiles
import Testing

@testable import GatewayServer

/// Keys in files that are replaced or taken away.
struct RevocationTests {
    /// Asks again and again until it is so: a file is looked at a few times a second.
    private func until(_ isSo: () async -> Bool) async throws {
        let limit = ContinuousClock.now + .seconds(20)
        while await !isSo() {
            try #require(ContinuousClock.now < limit)
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    @Test func `a token that was let in a moment ago is refused once its key is gone from the issuer's file`() async throws {
        let (old, new) = (Mint("old"), Mint("new"))
        let door = try await Door(keySet: Mint.set([old.element]))
        let token = try old.token()
        #expect(await door.refusal(token) == nil)
        try Mint.set([new.element]).write(to: door.keySet, atomically: true, encoding: .utf8)
        try await until { await door.refusal(token) != nil }
        #expect(await door.refusal(try new.token()) == nil)
    }

    @Test func `a set without keys lets nobody in, and is said to be so`() async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        let token = try mint.token()
        #expect(await door.refusal(token) == nil)
        try Mint.set([]).write(to: door.keySet, atomically: true, encoding: .utf8)
        try await until { await door.refusal(token) != nil }
        #expect(door.gatekeeper.missing == ["none of the keys of the issuer \(Mint.issuer) can be used"])
    }

    @Test func `a file of keys that is gone lets nobody in from then on, and that is said once`() async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        let token = try mint.token()
        #expect(await door.refusal(token) == nil)
        try FileManager.default.removeItem(at: door.keySet)
        try await until { await door.refusal(token) != nil }
        #expect(await door.refusal(token)?.status == 401)
        #expect(door.said == ["the keys of \(Mint.issuer) are not there, and its tokens are refused: \(door.keySet.path)"])
        #expect(!door.gatekeeper.missing.isEmpty)
        try Mint.set([mint.element]).write(to: door.keySet, atomically: true, encoding: .utf8)
        try await until { await door.refusal(token) == nil }
        #expect(door.said.last == "the keys of \(Mint.issuer) are read again: \(door.keySet.path)")
        #expect(door.said.count == 2)
    }

    @Test(arguments: ["", "{", "{}", "[]", "folder"])
    func `a file of keys that is spoilt leaves its old keys for as long as the setting says, and that is said once`(
        _ text: String
    ) async throws {
        let mint = Mint()
        for (stale, isIn) in [(3600.0, true), (0.001, false)] {
            let door = try await Door(keySet: Mint.set([mint.element])) { $0.jwksStaleSeconds = stale }
            let token = try mint.token()
            #expect(await door.refusal(token) == nil)
            if text == "folder" {
                try FileManager.default.removeItem(at: door.keySet)
                try FileManager.default.createDirectory(at: door.keySet, withIntermediateDirectories: false)
            } else {
                try text.write(to: door.keySet, atomically: true, encoding: .utf8)
            }
            try await until {
                _ = await door.refusal(token)
                return !door.said.isEmpty
            }
            try await until { await (door.refusal(token) == nil) == isIn }
            #expect(door.said.count == 1)
            #expect(door.said.first?.hasPrefix("the keys of \(Mint.issuer) stay as they were, for ") == true)
        }
    }

    @Test func `a user's token ends with the key that signed it`() async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]), signing: P256.Signing.PrivateKey().pemRepresentation)
        let maker = try await door.caller(try mint.token())
        let made = try #require(try await door.signing?.userToken("user", for: maker)).token
        #expect(await door.refusal(made) == nil)
        try P256.Signing.PrivateKey().pemRepresentation.write(to: door.signingKey, atomically: true, encoding: .utf8)
        try await until { await door.refusal(made) == .forbidden }
        let next = try #require(try await door.signing?.userToken("user", for: maker)).token
        #expect(await door.refusal(next) == nil)
        try FileManager.default.removeItem(at: door.signingKey)
        try await until { await door.refusal(next) == .forbidden }
        #expect(try await door.signing?.userToken("user", for: maker) == nil)
    }

    @Test func `a client's key in a file is taken as the file is now`() async throws {
        let door = try await Door(keySet: Mint.set([])) { $0.mode = .keys }
        let path = door.clientKey
        var settings = AuthSettings()
        (settings.mode, settings.keys) = (.keys, [SecretSettings(file: path.path)])
        try "one\n".write(to: path, atomically: true, encoding: .utf8)
        let gatekeeper = Gatekeeper(settings, rings: [], signing: nil, environment: [:])
        func isIn(_ key: String) async -> Bool {
            (try? await gatekeeper.admit([.authorization: "Bearer \(key)"], scopes: [])) != nil
        }
        #expect(await isIn("one"))
        #expect(await !isIn("two"))
        try "two\n".write(to: path, atomically: true, encoding: .utf8)
        try await until { await isIn("two") }
        #expect(await !isIn("one"))
        try FileManager.default.removeItem(at: path)
        try await until { await !isIn("two") }
        #expect(gatekeeper.missing == ["auth.keys: none of the keys is set"])
    }

    @Test func `no more tokens are remembered than so many`() async throws {
        let mint = Mint()
        let door = try await Door(keySet: Mint.set([mint.element]))
        for number in 0..<(Gatekeeper.mostRemembered + 10) {
            #expect(await door.refusal(try mint.token(Mint.claims(["sub": "\"\(number)\""]))) == nil)
        }
        #expect((1...Gatekeeper.mostRemembered).contains(door.gatekeeper.rememberedCount))
    }
}
