import Foundation
import Testing

@testable import Testbed

/// What can be ordered of a stand-in.
struct OrderTests {
    @Test(arguments: [
        #"{"pieces":-1}"#, #"{"pieces":0}"#, #"{"pieceBytes":9223372036854775807}"#,
        #"{"faults":[{"kind":"status","status":1000}]}"#,
        #"{"faults":[{"kind":"status","status":-1}]}"#, #"{"faults":[{"kind":"stall","milliseconds":9223372036854775807}]}"#,
        #"{"delayMilliseconds":9223372036854775807}"#, #"{"faults":[{"kind":"cut","afterPieces":-1}]}"#,
    ])
    func `an order that nobody could carry out is refused`(_ text: String) throws {
        #expect(try !JSONDecoder().decode(Orders.self, from: Data(text.utf8)).isPossible)
    }

    @Test(arguments: [
        "load 1e-320", "load -1", "load nan", "load 10001", "fail a 500 9223372036854775807", "wait infs", "slow a nans",
    ])
    func `a number without sense is not understood`(_ line: String) {
        #expect(throws: TopologyError.self) { try Order(line) }
    }

    @Test func `usual orders are understood`() throws {
        #expect(try JSONDecoder().decode(Orders.self, from: Data(#"{"faults":[{"kind":"cut"}],"pieces":8}"#.utf8)).isPossible)
        #expect(try Order("load 0") == .load(0))
        #expect(try Order("load 0.5") == .load(0.5))
    }
}
