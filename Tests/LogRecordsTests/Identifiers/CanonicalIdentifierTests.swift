import LogRecords
import Testing

struct CanonicalIdentifierTests {
    @Test(arguments: [
        ("01J7TVR7ZFZ5M4Y1F1JQ4R3WYC", "01j7tvr7zfz5m4y1f1jq4r3wyc"),
        ("292C3C7C-C5D5-48EC-B4BF-F00B724CE560", "292c3c7cc5d548ecb4bff00b724ce560"),
        ("8C38FB2918F135D2", "8c38fb2918f135d2"),
        ("9696527082194737745", "8690fc01c12c1a51"),
        ("18446744073709551615", "ffffffffffffffff"),
        ("8C38FB2918F135D2-IAD", "8c38fb2918f135d2"),
        ("8c38fb2918f135d2-lhr", "8c38fb2918f135d2"),
    ])
    func `spellings of one identifier meet`(one: String, other: String) {
        #expect(CanonicalIdentifier(one) == CanonicalIdentifier(other))
    }

    @Test(arguments: [
        "8c38fb2918f135d2-12", "8c38fb2918f135d2-9F1", "8c38fb2918f135d2-ORDX", "8c38fb2918f135d2_IAD", "8c38fb2918f135d-2IAD",
        "", "LOt9hgi1TV4", "hello world", "8c38fb2918f135dg", "8c38fb2918f135d", "18446744073709551616",
        "81J7TVR7ZFZ5M4Y1F1JQ4R3WYC",
        "01J7TVR7ZFZ5M4Y1F1JQ4R3WYU", "292c3c7c-c5d5-48ec-b4bf-f00b724ce56", "292c3c7c_c5d5_48ec_b4bf_f00b724ce560",
    ])
    func `anything else is its exact bytes`(text: String) {
        #expect(CanonicalIdentifier(text) == .bytes([UInt8](text.utf8)))
    }

    @Test func `an exact text keeps its case`() {
        #expect(CanonicalIdentifier("LOt9hgi1TV4") != CanonicalIdentifier("lot9hgi1tv4"))
    }

    @Test func `a ULID is the number that its digits spell`() {
        // The greatest one, and one beyond a word's edge.
        #expect(CanonicalIdentifier("7ZZZZZZZZZZZZZZZZZZZZZZZZZ") == .bits128(ID128(high: .max, low: .max)))
        #expect(CanonicalIdentifier("0000000000000G000000000000") == .bits128(ID128(high: 1 << 0, low: 0)))
    }

    @Test func `a UUID is printed as it is usually written`() {
        let id = ID128(high: 0x292c_3c7c_c5d5_48ec, low: 0x00bf_f00b_724c_e560)
        #expect(id.uuid == "292c3c7c-c5d5-48ec-00bf-f00b724ce560")
        #expect(id.bytes.count == 16 && id.bytes.first == 0x29 && id.bytes.last == 0x60)
    }

    @Test func `a ray tells its time to some milliseconds`() {
        #expect(EmbeddedTime.ofRay(0x8c38_fb29_18f1_35d2).description == "2024-09-15T13:32:08.495Z")
    }

    @Test func `a made ray tells the time it was made for`() {
        for nanoseconds in stride(from: Int64(1_400_000_000_000_000_000), to: 1_900_000_000_000_000_000, by: 7_777_777_777_000_000)
        {
            let told = EmbeddedTime.ofRay(EmbeddedTime.ray(at: Instant(nanoseconds: nanoseconds), low: 0x35d2))
            #expect(abs(told.nanoseconds - nanoseconds) <= 2_000_000)
        }
    }

    @Test func `a UUIDv7 and a ULID tell their time, a random UUID mostly does not`() {
        #expect(
            EmbeddedTime.ofMilliseconds48(ID128(high: 0x0191_f5ac_8cef_7000, low: 0))?.nanoseconds
                == Int64(0x0191_f5ac_8cef) * 1_000_000)
        #expect(EmbeddedTime.ofMilliseconds48(ID128(high: 0x292c_3c7c_c5d5_48ec, low: 0)) == nil)
    }
}
