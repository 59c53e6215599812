import Foundation

/// Hands out shards to readers, each once, in the order of their names, and collects what became of them.
final class ShardTurn: @unchecked Sendable {  // @unchecked: what changes is guarded by `lock`
    private let lock = NSLock()
    private let inputs: [IngestInput]
    private var taken = 0
    private var made: [ShardReport?]

    init(_ inputs: [IngestInput]) {
        self.inputs = inputs
        made = Array(repeating: nil, count: inputs.count)
    }

    func next(unless stop: StopSwitch) -> (index: Int, input: IngestInput)? {
        lock.withLock {
            guard taken < inputs.count, !stop.isOn else { return nil }
            defer { taken += 1 }
            return (taken, inputs[taken])
        }
    }

    func report(_ report: ShardReport, at index: Int) {
        lock.withLock { made[index] = report }
    }

    /// One for each input, whoever read it.
    var reports: [ShardReport] {
        lock.withLock {
            zip(inputs, made).map { input, report in report ?? ShardReport(name: input.ledgerPath, outcome: .notTaken) }
        }
    }
}
