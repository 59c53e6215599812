import Foundation
import LogRecords

/// Carries out orders, one after the other.
struct Console: Sendable {
    let topology: Topology
    let clients: Clients
    let screen: Screen

    /// Reads orders until the input ends or `quit`; a person may mistype, a script may not.
    func run() async throws {
        screen.prompt()
        for await line in Console.input {
            do {
                if let order = try Order(line) {
                    if order == .quit { return }
                    try await carryOut(order)
                }
            } catch let error as any Explained where screen.isLive {
                screen.print([error.explanation.what, error.explanation.hint].compactMap { $0 }.joined(separator: "; "))
            }
            screen.prompt()
        }
    }

    /// Lines of standard input, read by a thread of its own because reading blocks.
    private static var input: AsyncStream<String> {
        AsyncStream { lines in
            Thread.detachNewThread {
                while let line = readLine() { lines.yield(line) }
                lines.finish()
            }
        }
    }

    private func carryOut(_ order: Order) async throws {
        switch order {
        case .kill(let region): try await topology.kill(region)
        case .drain(let region): try await topology.drain(region)
        case .slow(let region, let milliseconds): try await topology.slow(region, milliseconds: milliseconds)
        case .skew(let region, let seconds): try await topology.skew(region, seconds: seconds)
        case .heal(let name):
            let isProvider = await topology.providerNames.contains(name)
            if isProvider { try await topology.heal(provider: name) } else { try await topology.heal(name) }
        case .fail(let provider, let status, let count): try await topology.fail(provider, status: status, count: count)
        case .drip(let provider, let milliseconds): try await topology.drip(provider, milliseconds: milliseconds)
        case .send(let count): await send(count)
        case .load(let rate): await clients.setLoad(rate)
        case .label(let text): clients.label(text)
        case .wait(let seconds): try await Task.sleep(for: .seconds(seconds))
        case .status:
            var table = LiveTable()
            screen.print(try await lines(&table).joined(separator: "\n"))
        case .help: screen.print(Order.manual)
        case .quit: break
        }
    }

    private func send(_ count: Int) async {
        let begun = ContinuousClock.now
        let counts = await clients.send(count) { [screen] sent in
            // On a terminal the table tells.
            if !screen.isLive, sent > 0, sent % 1000 == 0 { screen.note("sent \(sent) of \(count)") }
        }
        let seconds = Double(begun.duration(to: .now) / .seconds(1))
        let rate = Int((Double(count) / max(seconds, 0.001)).rounded())
        let outcomes = counts.outcomes.sorted { $0.key < $1.key }.map { "  \($0.value) \($0.key)" }
        screen.print((["\(count) requests, \(rate) a second:"] + outcomes).joined(separator: "\n"))
    }

    private func lines(_ table: inout LiveTable) async throws -> [String] {
        table.lines(
            try await topology.page(), await topology.regions, order: topology.layout.settings.regions, clients)
    }

    /// Keeps the table at the top as it is, each second.
    func watch() async {
        guard screen.isLive else { return }
        var table = LiveTable()
        while !Task.isCancelled {
            if let lines = try? await lines(&table) { screen.draw(lines) }  // an edge that does not answer: the last table stays
            try? await Task.sleep(for: .seconds(1))  // cut short at the end
        }
    }
}
