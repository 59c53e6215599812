import Dispatch
import Foundation
import LogIngest

/// Turns the first SIGINT or SIGTERM into a request to stop, and the second into an end at once.
///
/// What was not published by then is lost, as after `kill -9`, and is read again by the next run.
final class StopSignals: @unchecked Sendable {  // @unchecked: `caught` is guarded by `lock`, the sources are set once
    let stop = StopSwitch()
    private let lock = NSLock()
    private var caught: Int32?
    private var sources: [any DispatchSourceSignal] = []

    /// The exit code that shells expect after the signal that was caught: 130 or 143.
    var exitCode: Int32? { lock.withLock { caught.map { 128 + $0 } } }

    init() {
        let queue = DispatchQueue(label: "stop signals")
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [weak self] in self?.receive(number) }
            source.resume()
            sources.append(source)
        }
    }

    private func receive(_ number: Int32) {
        let isSecond = lock.withLock {
            defer { caught = number }
            return caught != nil
        }
        if isSecond { _exit(128 + number) }
        stop.turnOn()
    }
}
