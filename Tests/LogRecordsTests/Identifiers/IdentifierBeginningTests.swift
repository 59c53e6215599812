import LogRecords
import Testing

struct IdentifierBeginningTests {
    @Test(arguments: [
        ("a3c022ba", "a3c022ba2800176e"), ("A3C022BA28", "a3c022ba2800176e-BOM"),
        ("01a0aa5a-f05f", "01a0aa5a-f05f-79b8-8645-46c4b6614c6b"),
        ("01a0aa5af05f79b8864546c4b6614c6", "01a0aa5a-f05f-79b8-8645-46c4b6614c6b"), ("01M2N5KF", "01m2n5kf59bpa2y2sd2rz9k8j9"),
        ("req_011CX", "req_011CXs9q5frcXauixA6aPLbY"), ("ffffffffffffffff", "ffffffffffffffff0000000000000000"),
    ])
    func `an identifier begins so in whatever spelling`(typed: String, identifier: String) {
        #expect(IdentifierBeginning(typed)?.admits(identifier) == true)
    }

    @Test(arguments: [
        ("a3c022ba", "a3c022bb2800176e"), ("req_011cx", "req_011CXs9q5frcXauixA6aPLbY"), ("01M2N5KF", "01M2N5KG59BPA2Y2SD2RZ9K8J9"),
        ("01a0aa5af05f", "01a0aa5a-f05e-79b8-8645-46c4b6614c6b"),
    ])
    func `another identifier does not`(typed: String, identifier: String) {
        #expect(IdentifierBeginning(typed)?.admits(identifier) == false)
    }

    @Test(arguments: ["", "a3c022b", "------------", "a-3-c-0-2"]) func `less than eight digits are no beginning`(typed: String) {
        #expect(IdentifierBeginning(typed) == nil)
    }

    @Test func `a beginning is every number from its digits with zeros to its digits with ones`() {
        let beginning = IdentifierBeginning("8c38fb29")
        #expect(beginning?.bits64 == 0x8c38_fb29_0000_0000...0x8c38_fb29_ffff_ffff)
        #expect(beginning?.bits128?.lowerBound == ID128(high: 0x8c38_fb29_0000_0000, low: 0))
        #expect(beginning?.bits128?.upperBound == ID128(high: 0x8c38_fb29_ffff_ffff, low: .max))
        #expect(IdentifierBeginning("8c38fb2918f135d2")?.bits64 == nil)
    }

    @Test func `the digits of a ULID that cannot be are a text`() {
        #expect(IdentifierBeginning("91M2N5KF")?.bits128 == nil)
        #expect(IdentifierBeginning("91M2N5KF")?.admits("91M2N5KF-and-more") == true)
    }
}
