import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// The clients of a topology: editors that call the edge directly, and users of the GitLab instance.
final class Clients: Sendable {
    /// What the clients saw until now.
    struct Counts: Sendable {
        var asked = 0
        var completed = 0
        /// Answers by what came of them: `200 from us-east4`, `no answer`.
        var outcomes: [String: Int] = [:]
    }

    private struct State {
        var counts = Counts()
        var label = ""
        var load = 0.0
        var underWay = 0
    }

    private let settings: TopologyConfiguration
    private let client: HTTPClient
    private let colos: [String: String]
    private let monolith: String
    private let access: DirectAccess
    private let journal: Journal
    private let state = Mutex(State())

    init(_ settings: TopologyConfiguration, colos: [String: String], monolith: String, client: HTTPClient, journal: Journal) {
        (self.settings, self.colos, self.monolith, self.client, self.journal) = (settings, colos, monolith, client, journal)
        access = DirectAccess(monolith, client: client)
        state.withLock { $0.load = settings.traffic.perSecond }
    }

    var counts: Counts { state.withLock(\.counts) }

    var load: Double { state.withLock(\.load) }

    func label(_ text: String) { state.withLock { $0.label = text } }

    /// Sends so many requests, some at once; returns what came of them.
    func send(_ count: Int, progress: @Sendable (Int) -> Void) async -> Counts {
        let before = counts
        await withTaskGroup(of: Void.self) { tasks in
            for sent in 0..<count {
                if sent >= settings.traffic.concurrency { await tasks.next() }
                if Task.isCancelled { break }
                tasks.addTask { await self.one() }
                progress(sent)
            }
        }
        var after = counts
        (after.asked, after.completed) = (after.asked - before.asked, after.completed - before.completed)
        after.outcomes = after.outcomes.merging(before.outcomes) { $0 - $1 }.filter { $0.value > 0 }
        return after
    }

    /// So many requests a second from now on; with 0 it returns when those under way have ended.
    func setLoad(_ perSecond: Double) async {
        state.withLock { $0.load = perSecond }
        while perSecond == 0, state.withLock({ $0.underWay }) > 0, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(20))  // cut short at the end
        }
    }

    /// Keeps up the load until it is cancelled. What is too much for `concurrency` times 16 is not sent.
    func run() async {
        await withDiscardingTaskGroup { tasks in
            var due = ContinuousClock.now
            while !Task.isCancelled {
                let (load, underWay) = state.withLock { ($0.load, $0.underWay) }
                guard load > 0 else {
                    try? await Task.sleep(for: .milliseconds(20))  // cut short at the end
                    due = .now
                    continue
                }
                due += .seconds(1 / load)
                if due > .now { try? await Task.sleep(until: due, clock: .continuous) }  // the same
                if underWay < 16 * settings.traffic.concurrency { tasks.addTask { await self.one() } }
            }
        }
    }

    private func one() async {
        let (number, label) = state.withLock { state in
            state.counts.asked += 1
            state.underWay += 1
            return (state.counts.asked, state.label)
        }
        let wish = Wish(number, settings)
        let line = await ask(wish, label)
        journal.write(line)
        state.withLock { state in
            state.underWay -= 1
            if line.outcome == "completed", line.status == 200 { state.counts.completed += 1 }
            state.counts.outcomes[Clients.words(for: line), default: 0] += 1
        }
    }

    private static func words(for line: ClientLine) -> String {
        guard let status = line.status else { return "no answer" }
        let place = line.connection == "indirect" ? "through the GitLab instance" : "from \(line.region ?? "no region")"
        return "\(status) \(place)" + (line.outcome == "cut" ? ", cut off" : "")
    }

    private func ask(_ wish: Wish, _ label: String) async -> ClientLine {
        var line = ClientLine(
            number: wish.number, label: label, connection: wish.isIndirect ? "indirect" : "direct", colo: wish.colo,
            path: wish.path,
            stream: wish.isStream, started: Journal.now())
        do {
            let answer = try await client.execute(try await request(wish), timeout: .seconds(120))
            line.status = Int(answer.status.code)
            line.ray = answer.headers.first(name: "cf-ray")
            line.region = answer.headers.first(name: "x-gateway-region")
            line.request_id = answer.headers.first(name: "x-request-id")
            // GitLab's answers call their correlation id so too.
            if wish.isIndirect { (line.correlation_id, line.request_id) = (line.request_id, nil) }
            line.outcome = "cut"
            var end = ByteBuffer()
            for try await piece in answer.body {
                end = Clients.tail(end, piece)
            }
            if let word = wish.lastWord, line.status == 200, !String(buffer: end).contains(word) { return line }
            line.outcome = "completed"
        } catch {
            if line.status == nil { line.outcome = "no_answer" }
        }
        return line
    }

    /// The last of what came: enough to see how a stream ended.
    private static func tail(_ end: ByteBuffer, _ piece: ByteBuffer) -> ByteBuffer {
        var both = end
        both.writeImmutableBuffer(piece)
        if both.readableBytes > 256 { both.moveReaderIndex(forwardBy: both.readableBytes - 256) }
        return ByteBuffer(both.readableBytesView)
    }

    private func request(_ wish: Wish) async throws -> HTTPClientRequest {
        var request = HTTPClientRequest(url: (wish.isIndirect ? monolith : colos[wish.colo] ?? "") + wish.path)
        request.method = .POST
        if wish.isIndirect {
            request.headers.add(name: "private-token", value: "testbed-user-\(wish.number % 50)")
        } else {
            for (name, value) in try await access.headers() { request.headers.add(name: name, value: value) }
            request.headers.add(name: "host", value: "cloud.example.com")
            request.headers.add(name: "anthropic-version", value: "2023-06-01")
        }
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: wish.body))
        return request
    }
}
