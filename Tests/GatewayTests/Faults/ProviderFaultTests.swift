import Foundation
import Testing

/// Whatever a provider does, a request has one record, which says of each call what the provider's own journal says,
/// and the client has the answer of one provider or a beginning of it.
struct ProviderFaultTests {
    @Test(arguments: Protocol.allCases, FaultCase.all)
    func `a fault is served elsewhere before the first words, and never after`(_ spoken: Protocol, _ fault: FaultCase) async throws
    {
        let bed = try await Beds.shared.bed(spoken)
        if let orders = fault.orders { try await bed.order("\(fault.name)-1", orders) }
        let answer = try await bed.ask(spoken.path(fault.name, fault.isStream), spoken.body(fault.name, fault.isStream))
        let id = try #require(answer.header("x-request-id"))
        let record = try await bed.record(of: id)
        let attempts = record.attempts
        #expect(answer.status == 200)
        #expect(record.text("result.outcome") == fault.outcome)
        #expect(attempts.map { $0.text("model") } == (fault.movesOn ? ["m-1", "m-2"] : ["m-1"]))
        #expect(attempts.first?.text("error") == fault.error)
        #expect(attempts.last?.value("served", as: Bool.self) == true)
        #expect(
            attempts.first?.text("next") == (fault.movesOn ? "next_target" : fault.outcome == "completed" ? "serve" : "fail_fast"))
        #expect(answer.header("x-gateway-attempts") == "\(attempts.count)")
        #expect((answer.failure != nil) == (fault.outcome == "truncated"), "\(answer.failure ?? "whole")")
        try await checkCalls(bed, id, fault)
        checkWords(answer.body, of: "\(fault.name)-\(fault.movesOn ? 2 : 1)", isWhole: fault.outcome == "completed")
    }

    /// The journal has the calls that the record has, but for those that never reached a provider.
    private func checkCalls(_ bed: GatewayBed, _ id: String, _ fault: FaultCase) async throws {
        let expected = (fault.reachesProvider ? ["\(fault.name)-1"] : []) + (fault.movesOn ? ["\(fault.name)-2"] : [])
        var calls: [String] = []
        let until = ContinuousClock.now + .seconds(60)
        repeat {
            calls = try bed.calls(for: id).compactMap { $0.text("stand_in") }.sorted()
            try await Task.sleep(for: .milliseconds(20))
        } while calls.count < expected.count && ContinuousClock.now < until
        #expect(calls == expected)
    }

    /// The words are numbered by the stand-in: they begin at 0, miss none, and are of one call.
    private func checkWords(_ body: String, of standIn: String, isWhole: Bool) {
        // `NAME-CALL-NUMBER`; one of the bodies has 8 MiB, which a regular expression would take minutes for.
        let words =
            body.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x22 }).filter { $0.count < 64 }.compactMap { token in
                let parts = String(decoding: token, as: UTF8.self).split(separator: "-")
                guard parts.count > 2, let number = Int(parts[parts.count - 1]), Int(parts[parts.count - 2]) != nil else {
                    return nil
                }
                return (parts.dropLast(2).joined(separator: "-"), String(parts[parts.count - 2]), number)
            } as [(String, String, Int)]
        #expect(Set(words.map(\.0)) == [standIn])
        #expect(Set(words.map(\.1)).count == 1)
        #expect(words.map(\.2) == Array(0..<words.count))
        #expect(isWhole ? words.count >= 2 : words.count < 9)
    }

    @Test(arguments: Protocol.allCases) func `the numbers of the records have no gap`(_ spoken: Protocol) async throws {
        let bed = try await GatewayBed(FaultCase.configuration(kind: spoken.kind))
        // What stalls waits for a time-out, and is seen above.
        let quick = FaultCase.all.filter { !$0.name.contains("stall") }
        for fault in quick {
            if let orders = fault.orders { try await bed.order("\(fault.name)-1", orders) }
            _ = try await bed.ask(spoken.path(fault.name, fault.isStream), spoken.body(fault.name, fault.isStream))
        }
        _ = try await bed.ask(spoken.path("none", true), "no JSON")
        _ = try await bed.ask("/no/such/path", "{}")
        #expect(try await bed.stop() == 0)
        let lines = try bed.lines()
        #expect(lines.compactMap { $0.number("seq") } == Array(1...lines.count))
        #expect(lines.filter { $0.text("kind") == "request" }.count == quick.count + 2)
        #expect(lines.first?.text("event")?.hasPrefix("started") == true)
        #expect(lines.last?.text("event") == "stopped")
    }
}

/// A provider's protocol as a client speaks it through the gateway.
enum Protocol: String, CaseIterable, Sendable {
    case anthropic, openai, vertex

    var kind: String { self == .vertex ? "vertex_ai" : rawValue }

    func path(_ model: String, _ isStream: Bool) -> String {
        switch self {
        case .anthropic: "/v1/proxy/anthropic/v1/messages"
        case .openai: "/v1/proxy/openai/v1/chat/completions"
        case .vertex:
            "/v1/proxy/vertex-ai/v1/projects/x/locations/y/publishers/google/models/\(model):"
                + (isStream ? "streamGenerateContent?alt=sse" : "generateContent")
        }
    }

    func body(_ model: String, _ isStream: Bool) -> String {
        switch self {
        case .vertex: #"{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}"#
        default:
            #"{"model":"\#(model)","max_tokens":50,"stream":\#(isStream),"messages":[{"role":"user","content":"hi"}]}"#
        }
    }
}

/// One bed for all faults of a protocol.
actor Beds {
    static let shared = Beds()
    private var beds: [Protocol: Task<GatewayBed, any Error>] = [:]

    func bed(_ spoken: Protocol) async throws -> GatewayBed {
        let task = beds[spoken] ?? Task { try await GatewayBed(FaultCase.configuration(kind: spoken.kind)) }
        beds[spoken] = task
        return try await task.value
    }
}
