import Testing

@testable import GatewayServer

/// Sums of numbers that others choose.
struct SaturationTests {
    @Test(arguments: [
        (Int64.max, Int64.max, Int64.max), (.max, 1, .max), (.max - 1, 1, .max), (.min, -1, .min), (.max, .min, -1), (2, 3, 5),
    ])
    func `a sum stays at the end of the numbers`(_ one: Int64, _ other: Int64, _ sum: Int64) {
        #expect(one.saturated(adding: other) == sum)
    }
}
