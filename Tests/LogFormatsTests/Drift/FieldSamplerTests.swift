import LogFormats
import LogRecords
import Testing

struct FieldSamplerTests {
    private static let edge = LogFormat.all.map(\.name).firstIndex(of: "cloudflare.http_requests") ?? 0
    private static let noon = 20_000 * Instant.day + 12 * Instant.hour

    /// What a shard of these lines had: `path kind lines`.
    private func counts(_ lines: [String], of format: String = "cloudflare.http_requests", filed: Int64? = noon) -> [String] {
        let sampler = FieldSampler(names: [format])
        sampler.beginShard()
        for line in lines { note(line, sampler, filed) }
        return sampler.fields.map { "\($0.path) \($0.kind.rawValue) \($0.lines)" }.sorted()
    }

    private func note(_ line: String, _ sampler: FieldSampler, _ filed: Int64?) {
        Array(line.utf8).withUnsafeBytes { sampler.note($0, format: 0, filed: filed) }
    }

    @Test func `keys at the top are noted with their kinds, also those that no table knows`() {
        let found = counts([
            #"{"RayID":"a","EdgeResponseStatus":200,"Fresh":[1],"Odd":{"a":1},"Yes":true,"Empty":null}"#,
            #"{"RayID":"b","EdgeResponseStatus":"200"}"#,
        ])
        #expect(
            found == [
                " line 2", "EdgeResponseStatus number 1", "EdgeResponseStatus text 1", "Fresh list 1", "Odd object 1",
                "RayID text 2",
                "Yes flag 1",
            ])
    }

    @Test func `a key is the same however it is spelt`() {
        let found = counts([#"{"RayID":"a","Fresh":1}"#, #"{"\u0052ayID":"a","Fr\u0065sh":1}"#])
        #expect(found == [" line 2", "Fresh number 2", "RayID text 2"])
        let long = String(repeating: #"\u006b"#, count: 65)
        #expect(counts([#"{"RayID":"a","\#(long)":1,"\ud800":1}"#]) == [" line 1", "RayID text 1"])
    }

    @Test func `below the top only what a table names is noted`() {
        let found = counts([#"{"RayID":"a","RequestHeaders":{"x-request-id":"u","cookie":"secret"},"Odd":{"RayID":1}}"#])
        #expect(found.contains("RequestHeaders.x-request-id text 1"))
        #expect(!found.contains { $0.contains("cookie") || $0.hasPrefix("Odd.") })
    }

    @Test func `of an enveloped line the keys of what it holds are noted as well`() {
        let found = counts([#"{"insertId":"1","jsonPayload":{"kind":"request","fresh":1}}"#], of: "waybill.gateway")
        #expect(found.contains("insertId text 1"))
        #expect(found.contains("jsonPayload.fresh number 1"))
    }

    /// How many lines of each shard were looked at, of so many lines in each.
    private func looked(_ sampler: FieldSampler, shards: Int, lines: Int, day: (Int) -> Int64 = { _ in 0 }) -> [Int64] {
        (0..<shards).map { shard in
            sampler.beginShard()
            for _ in 0..<lines { note(#"{"RayID":"a"}"#, sampler, Self.noon + day(shard) * Instant.day) }
            return sampler.fields.filter { $0.kind == .line }.reduce(0) { $0 + $1.lines }
        }
    }

    @Test func `fewer lines are looked at the more went by, and of a day of many shards each has its part`() {
        let sampler = FieldSampler(names: ["cloudflare.http_requests"])
        let many = looked(sampler, shards: 400, lines: 1000)
        #expect((60..<150).contains(many[0]))
        #expect(many[5...].allSatisfy { (1..<12).contains($0) })
        let later = many[5...].reduce(0, +)
        #expect((1300..<1800).contains(later), "one in 256: \(later)")
        #expect((60..<250).contains(looked(FieldSampler(names: ["a"]), shards: 1, lines: 10_000)[0]))
    }

    @Test func `a new day of short shards is looked at from its first hundreds of lines on`() {
        let sampler = FieldSampler(names: ["cloudflare.http_requests"])
        _ = looked(sampler, shards: 20, lines: 1000)
        let next = looked(sampler, shards: 40, lines: 50, day: { _ in 1 })
        #expect(next.reduce(0, +) > 200)
        #expect(next[9..<12].allSatisfy { $0 > 0 })
    }

    @Test func `lines of another kind are counted apart`() {
        let sampler = FieldSampler(names: ["gitlab.rails"], kinds: ["api", ""])
        sampler.beginShard()
        for variant in [0, 1, 0, -1] {
            Array(#"{"time":"x"}"#.utf8).withUnsafeBytes { sampler.note($0, format: 0, variant: variant, filed: Self.noon) }
        }
        let counts = sampler.fields.filter { $0.kind == .line }.map { "\($0.source) \($0.lines)" }.sorted()
        #expect(counts == ["gitlab.rails 2", "gitlab.rails api 2"])
    }

    @Test func `a wrapper's keys are nobody's, and a row of a table has none`() {
        let found = counts([
            #"{"log":"{\"RayID\":\"a\"}\n","stream":"stdout","time":"x"}"#, "2026-03-10T08:15:31Z {\"RayID\":\"b\"}", "a,b,c",
        ])
        #expect(found == [" line 2", "RayID text 2"])
    }

    @Test func `each day of a shard counts by itself`() {
        let sampler = FieldSampler(names: ["cloudflare.http_requests"])
        sampler.beginShard()
        note(#"{"RayID":"a"}"#, sampler, Self.noon)
        note(#"{"RayID":"a"}"#, sampler, Self.noon + Instant.day)
        note(#"{"RayID":"a"}"#, sampler, nil)
        #expect(sampler.fields.filter { $0.kind == .line }.map(\.day.number).sorted() == [20_000, 20_001])
    }

    @Test func `keys that are made up by the thousand are bounded, and long or broken ones left out`() {
        let many = "{" + (0..<5000).map { #""k\#($0)":1"# }.joined(separator: ",") + "}"
        #expect(counts([many]).count < 300)
        let long = String(repeating: "k", count: 65)
        #expect(counts(["{\"\(long)\":1,\"RayID\":\"a\"}"]) == [" line 1", "RayID text 1"])
        #expect(counts(["{\"RayID\":\"a\",\"cut"]) == [" line 1", "RayID text 1"])
        #expect(counts([String(repeating: "{\"RayID\":", count: 4000)]).first == " line 1")
    }

    @Test func `keys that are made up do not keep a later shard's keys from being noted`() {
        let sampler = FieldSampler(names: ["cloudflare.http_requests"])
        sampler.beginShard()
        note("{" + (0..<5000).map { #""k\#($0)":1"# }.joined(separator: ",") + "}", sampler, Self.noon)
        sampler.beginShard()
        note(#"{"Fresh":1,"RayID":"a"}"#, sampler, Self.noon)
        #expect(sampler.fields.map(\.path).sorted() == ["", "Fresh", "RayID"])
    }

    @Test func `keys count in whatever order lines have them, and twice where a line has one twice`() {
        let found = counts([#"{"RayID":"a","A":1,"B":1}"#, #"{"B":1,"RayID":"a"}"#, #"{"C":1,"A":1,"RayID":"a","A":2}"#])
        #expect(found == [" line 3", "A number 3", "B number 2", "C number 1", "RayID text 3"])
    }

    @Test func `an object's keys are noted under the name that the line has for it`() {
        let found = counts([
            #"{"RequestHeaders":{"x-request-id":"u"}}"#, #"{"request_headers":{"x-request-id":"u"}}"#,
            #"{"RequestHeaders":{"x-request-id":"u"}}"#,
        ])
        #expect(found.contains("RequestHeaders.x-request-id text 2"))
        #expect(found.contains("request_headers.x-request-id text 1"))
    }
}
