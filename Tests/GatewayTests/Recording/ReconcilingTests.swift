import Foundation
import Testing
import Workbench

/// Under load, and however the process ends: the records and the providers' own journal say the same.
struct ReconcilingTests {
    /// `WAYBILL_SOAK=1` makes it the full 50,000.
    private static let requests = ProcessInfo.processInfo.environment["WAYBILL_SOAK"] == "1" ? 50_000 : 1500

    private static let path = "/v1/proxy/anthropic/v1/messages"

    /// Asks with 24 at once until the gateway does not answer any more, or all were asked; `onCount` is told how many
    /// came back.
    private func load(_ bed: GatewayBed, _ count: Int, onCount: @escaping @Sendable (Int) -> Void) async -> Int {
        await withTaskGroup(of: Bool.self) { group in
            var begun = 0
            var answered = 0
            func begin() {
                begun += 1
                let isStream = begun % 3 == 0
                let body = #"{"model":"claude","max_tokens":5,"stream":\#(isStream),"messages":[{"role":"user","content":"hi"}]}"#
                group.addTask { (try? await bed.ask(Self.path, body)) != nil }  // the gateway may be gone
            }
            for _ in 0..<24 { begin() }
            while let isAnswered = await group.next() {
                answered += isAnswered ? 1 : 0
                onCount(answered)
                if begun < count, isAnswered { begin() }
            }
            return answered
        }
    }

    @Test func `told to stop under load, it loses no record`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        try await bed.order("a", #"{"faults":[{"kind":"status","status":529}],"repeat":false}"#)
        _ = await load(bed, Self.requests) { count in if count == Self.requests / 2 { bed.gateway.send(SIGTERM) } }
        #expect(try await bed.gateway.wait() == 0)
        let lines = try bed.lines()
        #expect(lines.map { $0.number("seq") } == (1...lines.count).map { $0 })
        try reconcile(lines, try bed.calls(), isWhole: true)
        #expect(lines.filter { $0.text("kind") == "request" }.count >= Self.requests / 2)
    }

    @Test func `killed under load, it loses a second at most, and the next one completes its shards`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration().replacing("flush_seconds: 0.1", with: "flush_seconds: 1"))
        let killed = Moment()
        _ = await load(bed, 1_000_000) { count in
            guard count == Self.requests else { return }
            killed.set()
            bed.gateway.send(SIGKILL)
        }
        #expect(try await bed.gateway.wait() == 128 + SIGKILL)
        let before = try bed.lines()
        #expect(before.map { $0.number("seq") } == (1...before.count).map { $0 })
        let limit = killed.date.addingTimeInterval(-1.5)
        let calls = try bed.calls()
        let recorded = Set(before.compactMap { $0.text("request_id") })
        let missing = calls.filter { !recorded.contains($0.text("x_request_id") ?? "") && !$0.began(after: limit) }
        #expect(missing.isEmpty, "\(missing.count) of \(calls.count)")
        try reconcile(before, calls, isWhole: false)
        let next = try GatewayBed.start(bed.folder.appending(path: "gateway.yaml"), "europe-west3", bed.folder)
        _ = try await next.word(after: "listens on ")
        next.send(SIGTERM)
        try await next.wait()
        let names = FileManager.default.enumerator(atPath: bed.logs.path)?.allObjects as? [String] ?? []
        #expect(!names.contains { $0.hasSuffix(".part") })
        #expect(next.output.contains("completed 1 shards of processes that are gone"))
        let instance = before.first?.text("instance")
        let after = try bed.lines().filter { $0.text("instance") == instance }
        #expect(after.map { $0.number("seq") } == before.map { $0.number("seq") })
    }

    /// Every attempt that was sent is a call in the journal, with the status that the record says; where the log is
    /// whole, the other way round.
    private func reconcile(_ lines: [JSONLine], _ calls: [JSONLine], isWhole: Bool) throws {
        let ofRequest = Dictionary(grouping: calls) { $0.text("x_request_id") ?? "" }
        var sent = 0
        for record in lines where record.text("kind") == "request" {
            let attempts = record.attempts.filter { $0.text("started") != nil }
            let journal = ofRequest[record.text("request_id") ?? ""] ?? []
            sent += attempts.count
            let names = attempts.map { $0.text("provider") == "anthropic" ? "a" : "v" }
            #expect(journal.compactMap { $0.text("stand_in") }.sorted() == names.sorted(), "\(record.object)")
            for attempt in attempts where attempt.text("request_id") != nil {
                let call = journal.first { $0.text("request_id") == attempt.text("request_id") }
                #expect(call?.number("status") == attempt.number("status"))
            }
        }
        if isWhole { #expect(sent == calls.count) }
    }
}

/// A moment that one task notes and another reads.
private final class Moment: @unchecked Sendable {  // @unchecked: guarded by the lock
    private let lock = NSLock()
    private var noted = Date()

    func set() { lock.withLock { noted = Date() } }

    var date: Date { lock.withLock { noted } }
}

extension JSONLine {
    /// Whether a call in the journal began after a moment.
    fileprivate func began(after moment: Date) -> Bool {
        guard let text = text("started"),
            let date = try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        else {
            return true
        }
        return date > moment
    }
}
