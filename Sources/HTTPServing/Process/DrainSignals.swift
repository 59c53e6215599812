import AsyncAlgorithms
import Dispatch
import Foundation

/// SIGTERM and SIGINT: the first asks for an orderly end, the second for a quick one.
package final class DrainSignals: @unchecked Sendable {  // @unchecked: the sources are set once, before anybody waits
    private var sources: [any DispatchSourceSignal] = []
    private let firstCame = AsyncStream<Void>.makeStream()
    private let secondCame = AsyncStream<Void>.makeStream()
    private let queue = DispatchQueue(label: "signals")
    private var count = 0

    package init() {
        for number in [SIGTERM, SIGINT] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [self] in came() }
            source.activate()
            sources.append(source)
        }
    }

    private func came() {
        count += 1
        (count == 1 ? firstCame : secondCame).continuation.finish()
    }

    /// Waits until the process is asked to end: it drains.
    package func first() async {
        for await _ in firstCame.stream {}
    }

    /// Waits until it is asked again: it ends at once.
    package func second() async {
        for await _ in secondCame.stream {}
    }
}
