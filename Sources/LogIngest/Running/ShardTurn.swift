import Foundation
import LogFormats

/// Hands out shards to readers, each once, in the order of their names, and collects what became of them.
final class ShardTurn: @unchecked Sendable {  // @unchecked: what changes is guarded by `lock`
    private let lock = NSLock()
    private let inputs: [IngestInput]
    private var taken = 0
    private var made: [ShardReport?]
    private var dropped: [String: DriftCount] = [:]

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

    /// Adds what a reader's decoder dropped.
    func report(_ drift: [DriftCount]) {
        lock.withLock {
            for entry in drift {
                var total = entry
                let key = "\(entry.format) \(entry.path) \(entry.problem.rawValue)"
                total.count += dropped[key]?.count ?? 0
                dropped[key] = total
            }
        }
    }

    /// What all readers dropped, by format, key path and problem.
    var drift: [DriftCount] {
        lock.withLock { dropped.sorted { $0.key < $1.key }.map(\.value) }
    }

    /// One for each input, whoever read it.
    var reports: [ShardReport] {
        lock.withLock {
            zip(inputs, made).map { input, report in report ?? ShardReport(name: input.name, outcome: .notTaken) }
        }
    }
}
