import Foundation
import Testing

/// An issuer's keys change while a gateway runs.
struct KeyRotationTests {
    @Test func `new keys are learned in the background, and old ones believed while the file holds none`() async throws {
        let (old, new) = (try await TokenMint(kid: "old"), try await TokenMint(kid: "new"))
        let bed = try await GatewayBed(
            """
            regions: [europe-west3]
            auth:
              issuers: [{issuer: "\(TokenMint.issuer)", jwks: jwks.json}]
              jwks_refresh_seconds: 0.2
            """, files: ["jwks.json": old.keySet])
        let file = bed.folder.appending(path: "jwks.json")
        func status(_ mint: TokenMint) async throws -> Int {
            try await bed.ask("/v1/models/definitions", key: try await mint.token("i-\(UUID().uuidString)")).status
        }
        #expect(try await status(old) == 200)
        #expect(try await status(new) == 401)
        try "".write(to: file, atomically: true, encoding: .utf8)
        try await Task.sleep(for: .milliseconds(600))
        #expect(try await status(old) == 200)
        try new.keySet.write(to: file, atomically: true, encoding: .utf8)
        let limit = ContinuousClock.now + .seconds(10)
        while try await status(new) != 200, ContinuousClock.now < limit { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try await status(new) == 200)
        #expect(try await status(old) == 401)
    }
}
