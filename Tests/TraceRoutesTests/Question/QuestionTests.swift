import LogRecords
import Testing

@testable import TraceRoutes

/// What a paste is read as.
struct QuestionTests {
    private func kinds(_ paste: String) -> [String] {
        Question(paste).candidates.map { $0.reading.kind + " " + $0.reading.value }
    }

    private func first(_ paste: String) -> Reading? {
        Question(paste).candidates.first?.reading
    }

    @Test(arguments: [
        "8c38fb2918f135d2", "8C38FB2918F135D2", "  8c38fb2918f135d2  ", "\"8c38fb2918f135d2\"", "cf-ray: 8c38fb2918f135d2",
        "CF-RAY:8c38fb2918f135d2", "Ray ID: 8c38fb2918f135d2 •", "8c38fb2918f135d2.", "8c38\u{200B}fb2918f135d2",
        "8c38fb2918f135d2\u{0}\u{1b}",
        "\u{FEFF}8c38fb2918f135d2\r\n", "8c38fb29l8fI35d2", "`8c38fb2918f135d2`", "<8c38fb2918f135d2>",
    ])
    func `a ray is read however it was pasted`(paste: String) {
        #expect(first(paste)?.kind == "ray")
        #expect(first(paste)?.value == "8c38fb2918f135d2")
    }

    @Test(arguments: [("8c38fb2918f135d2-IAD", "IAD"), ("8c38fb2918f135d2-9F", "9F"), ("8c38fb2918f135d2-ord-x", "ORD-X")])
    func `a suffix of letters and digits is kept as typed`(paste: String, suffix: String) {
        #expect(first(paste)?.suffix == suffix)
        #expect(Question(paste).candidates.count { $0.reading.kind == "span" } == 0)
    }

    @Test func `a ray carries its time as a hint`() {
        #expect(first("8c38fb2918f135d2")?.time?.description == "2024-09-15T13:32:08.495Z")
    }

    @Test func `O for zero is read as zero where the rest is hexadecimal`() {
        #expect(first("8c38fb2918f135dO")?.value == "8c38fb2918f135d0")
    }

    @Test func `sixteen digits without a suffix may be a span too`() {
        #expect(kinds("8c38fb2918f135d2") == ["ray 8c38fb2918f135d2", "span 8c38fb2918f135d2"])
    }

    @Test func `sixteen decimal digits are read both ways`() {
        let keys = Question("1234567890123456").candidates.flatMap(\.keys)
        #expect(keys.contains(.bits64(0x1234_5678_9012_3456)))
        #expect(keys.contains(.bits64(1_234_567_890_123_456)))
    }

    @Test func `an error page gives the ray it names`() {
        let page = """
            Error 1020 Ray ID: 9da02576ecf41494 • 2025-12-08 02:05:21 UTC
            Access denied
            Your IP: 203.0.113.9 • Performance & security by Cloudflare
            """
        #expect(first(page)?.value == "9da02576ecf41494")
    }

    @Test(arguments: [
        "0190a4b0-7c1f-7abc-8def-0123456789ab", "{0190A4B0-7C1F-7ABC-8DEF-0123456789AB}",
        "urn:uuid:0190a4b0-7c1f-7abc-8def-0123456789ab",
        "x-request-id: 0190a4b0-7c1f-7abc-8def-0123456789ab",
    ])
    func `a UUID is read in all its spellings`(paste: String) {
        #expect(first(paste)?.kind == "uuid")
        #expect(first(paste)?.value == "0190a4b0-7c1f-7abc-8def-0123456789ab")
        #expect(first(paste)?.time != nil)
    }

    @Test func `a random UUID carries no time`() {
        #expect(first("292c3c7c-c5d5-48ec-b4bf-f00b724ce560")?.time == nil)
    }

    @Test func `a ULID carries its time`() {
        #expect(first("01J30FF2QXV3EKSXGT2QFDRG1R")?.kind == "ulid")
        #expect(first("01j30ff2qxv3eksxgt2qfdrg1r")?.time != nil)
    }

    @Test func `32 digits may be a request's id or a trace`() {
        #expect(
            kinds("9B83F8B4B2C2864D5706086FED408A17") == [
                "request 9b83f8b4b2c2864d5706086fed408a17", "trace 9b83f8b4b2c2864d5706086fed408a17",
            ])
    }

    @Test func `a traceparent gives its span and its trace`() {
        let candidate = Question("traceparent: 00-1cfb32c24a18378f0c7834bb46ae5ba3-8690fc01c12c1a51-01").candidates.first
        #expect(candidate?.reading.kind == "traceparent")
        #expect(candidate?.keys == [.bits64(0x8690_fc01_c12c_1a51), .bits128(someTrace)])
    }

    @Test(arguments: [
        "ff-1cfb32c24a18378f0c7834bb46ae5ba3-8690fc01c12c1a51-01", "00-00000000000000000000000000000000-8690fc01c12c1a51-01",
    ])
    func `an invalid traceparent is none`(paste: String) {
        #expect(!Question(paste).candidates.contains { $0.reading.kind == "traceparent" })
    }

    @Test func `the span in Google's header is decimal`() {
        let candidate = Question("X-Cloud-Trace-Context: 1cfb32c24a18378f0c7834bb46ae5ba3/9696527082194737745;o=1").candidates.first
        #expect(candidate?.reading.kind == "cloud-trace-context")
        #expect(candidate?.keys == [.bits64(0x8690_fc01_c12c_1a51), .bits128(someTrace)])
    }

    @Test func `a LogEntry's trace is read`() {
        #expect(first("projects/my-project/traces/1cfb32c24a18378f0c7834bb46ae5ba3")?.kind == "cloud-trace-context")
    }

    @Test func `a decimal span beyond Int64 is read`() {
        #expect(first("9696527082194737745")?.value == "8690fc01c12c1a51")
    }

    @Test func `an Amazon trace id carries its second`() {
        let reading = first("X-Amzn-Trace-Id: Self=1-67891234-12456789abcdef012345678a;Root=1-67891233-abcdef012345678912345678")
        #expect(reading?.kind == "aws-trace")
        #expect(reading?.time != nil)
    }

    @Test func `a provider's request id is read`() {
        #expect(first("request-id: req_011CXs9q5frcXauixA6aPLbY")?.kind == "provider-request")
    }

    @Test func `a free correlation id is searched as it stands`() {
        #expect(kinds("LOt9hgi1TV4") == ["text LOt9hgi1TV4"])
        #expect(kinds("hello world§\"quoted") == ["text hello world§\"quoted"])
    }

    @Test func `every id of a header dump is a reading, the ray first`() {
        let dump = """
            HTTP/2 200
            date: Sun, 15 Sep 2024 13:32:10 GMT
            x-request-id: 01J30FF2QXV3EKSXGT2QFDRG1R
            x-gitlab-instance-id: 292c3c7c-c5d5-48ec-b4bf-f00b724ce560
            cf-ray: 8c38fb2918f135d2-IAD
            server: cloudflare
            """
        #expect(
            kinds(dump) == [
                "ray 8c38fb2918f135d2", "ulid 01J30FF2QXV3EKSXGT2QFDRG1R", "instance 292c3c7c-c5d5-48ec-b4bf-f00b724ce560",
            ])
    }

    @Test func `a labelled free id in a dump is a reading`() {
        let dump = "content-type: application/json\nx-request-id: LOt9hgi1TV4\nserver: cloudflare"
        #expect(kinds(dump) == ["text LOt9hgi1TV4"])
    }

    @Test func `a JSON body gives the ids under its keys`() {
        #expect(kinds(#"{"error":"x","correlation_id":"my-own-id"}"#) == ["text my-own-id"])
    }

    @Test(arguments: ["6b01a12345abcde-KBP", "cf-ray: 6b01a12345abcde", "8c38fb2918f135d22-IAD"])
    func `a ray of a wrong length is damaged and never looked up`(paste: String) {
        let candidate = Question(paste).candidates.first
        #expect(candidate?.isDamaged == true)
        #expect(candidate?.keys.isEmpty == true)
    }

    @Test func `a paste of a megabyte is read up to its bound`() {
        let question = Question(String(repeating: "8c38fb2918f135d2 1cfb32c24a18378f0c7834bb46ae5ba3\n", count: 20_000))
        #expect(question.wasCut)
        #expect(question.candidates.count <= Question.mostReadings)
    }

    @Test(arguments: ["", "   ", "\n\n", "\u{200B}", "----", "::::", "\u{1b}[31m"])
    func `a paste without an id has no shape`(paste: String) {
        #expect(Question(paste).candidates.allSatisfy { $0.reading.kind == "text" })
    }

    @Test func `a pasted body names its region`() {
        #expect(Question(#"data: {"metadata": {"timestamp": 1, "region": "us-east4"}}"#).body?.region == "us-east4")
        #expect(Question(#"{"region":"us-east4"}"#).body == nil)
        #expect(Question(#"{"model":{"region":"<script>"}}"#).body == nil)
    }
}
