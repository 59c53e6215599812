import LogFormats
import Testing

@Suite struct GoogleLocationTests {
    private func location(_ text: String) -> GoogleLocation? {
        var text = text
        return text.withUTF8 { GoogleLocation(UnsafeRawBufferPointer($0)) }
    }

    @Test(arguments: ["us-east4", "northamerica-northeast1", "asia-northeast3", "us-west8", "europe-west12"])
    func `regions are told by shape, unlisted ones too`(text: String) {
        #expect(location(text) == .region)
    }

    @Test func `a zone gives its region`() {
        #expect(location("us-east4-a") == .zone(regionLength: 8))
        #expect(location("europe-west12-f") == .zone(regionLength: 13))
    }

    @Test(arguments: [
        "global", "us", "eu", "UNKNOWN", "", "us-east-1", "-east4", "us-east", "us-east4-", "us-east4-ab", "us--east4", "a-1\u{1b}",
    ])
    func `anything else is no place`(text: String) {
        #expect(location(text) == nil)
    }
}
