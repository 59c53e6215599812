import HTTPCalling
import Synchronization

/// Counters and histograms of a process, as Prometheus reads them.
/// https://prometheus.io/docs/instrumenting/exposition_formats/
///
/// The set of labels is closed: what a client sends never becomes one.
final class GatewayMetrics: Sendable {
    private struct RequestKey: Hashable {
        var operation: String
        var status: Int
        var outcome: String
    }

    private struct AttemptKey: Hashable {
        var target: String
        var errorClass: String
        var nextAction: String
    }

    private struct Histogram {
        var counts: [Int64]
        var sum: Double = 0

        init() { counts = Array(repeating: 0, count: GatewayMetrics.bounds.count + 1) }

        mutating func add(_ seconds: Double) {
            counts[GatewayMetrics.bounds.firstIndex { seconds <= $0 } ?? GatewayMetrics.bounds.count] += 1
            sum += seconds
        }
    }

    private struct State {
        var requests: [RequestKey: Int64] = [:]
        var attempts: [AttemptKey: Int64] = [:]
        var durations = Histogram()
        var firstBytes = Histogram()
        var overheads = Histogram()
        var inputTokens: Int64 = 0
        var outputTokens: Int64 = 0
        var clientsGone: Int64 = 0
        var probes: Int64 = 0
    }

    /// Seconds; from 100 µs, because the gateway's own part is that small.
    fileprivate static let bounds = [
        0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]
    private let state = Mutex(State())

    /// Counts a request that has ended.
    func count(_ story: RequestStory, outcome: String, total: Int64, overhead: Int64) {
        state.withLock { state in
            let key = RequestKey(operation: story.operation ?? "other", status: story.status ?? 0, outcome: outcome)
            state.requests[key, default: 0] += 1
            state.durations.add(Double(total) / 1e9)
            state.overheads.add(Double(overhead) / 1e9)
            if let first = story.firstByte { state.firstBytes.add(Double(first) / 1e9) }
            if story.isClientGone { state.clientsGone += 1 }
            guard let report = story.report else { return }
            state.inputTokens = state.inputTokens.saturated(adding: report.usage.input ?? 0)
            state.outputTokens = state.outputTokens.saturated(adding: report.usage.output ?? 0)
            for attempt in report.attempts {
                let key = AttemptKey(
                    target: attempt.target.id, errorClass: attempt.errorClass?.rawValue ?? "none",
                    nextAction: attempt.nextAction ?? "none")
                state.attempts[key, default: 0] += 1
            }
        }
    }

    func countProbe() { state.withLock { $0.probes += 1 } }

    /// The page that is scraped.
    func text(
        region: String, instance: String, inFlight: Int, isReady: Bool, log: RecordLogCounts, refusalsLeftOut: Int64, bodyBytes: Int
    ) -> String {
        let state = state.withLock { $0 }
        var page = Page()
        page.family("gateway_info", "gauge", "What this process is.")
        page.line("gateway_info", [("region", region), ("instance", instance)], 1)
        page.family("gateway_ready", "gauge", "Whether it is ready.")
        page.line("gateway_ready", [], isReady ? 1 : 0)
        page.family("gateway_inflight", "gauge", "Requests that are being served.")
        page.line("gateway_inflight", [], Int64(inFlight))
        page.family("gateway_requests_total", "counter", "Requests that have ended.")
        for (key, count) in state.requests.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            page.line(
                "gateway_requests_total", [("operation", key.operation), ("status", "\(key.status)"), ("outcome", key.outcome)],
                count)
        }
        page.family("gateway_attempts_total", "counter", "Calls to providers, those never sent included.")
        for (key, count) in state.attempts.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            page.line(
                "gateway_attempts_total",
                [("target", key.target), ("error_class", key.errorClass), ("next_action", key.nextAction)], count)
        }
        page.histogram("gen_ai_server_request_duration_seconds", "Requests from their first byte to their end.", state.durations)
        page.histogram("gen_ai_server_time_to_first_token_seconds", "Until the first byte of the answer.", state.firstBytes)
        page.histogram("gateway_overhead_seconds", "Requests without the time that providers took.", state.overheads)
        page.family("gen_ai_client_token_usage_total", "counter", "Tokens as the providers count them.")
        page.line("gen_ai_client_token_usage_total", [("gen_ai_token_type", "input")], state.inputTokens)
        page.line("gen_ai_client_token_usage_total", [("gen_ai_token_type", "output")], state.outputTokens)
        page.family("gateway_client_disconnects_total", "counter", "Clients that left before the end.")
        page.line("gateway_client_disconnects_total", [], state.clientsGone)
        page.family("gateway_probes_total", "counter", "Requests for /monitoring; they have no record.")
        page.line("gateway_probes_total", [], state.probes)
        page.family("gateway_log_records_total", "counter", "Records that were taken in.")
        page.line("gateway_log_records_total", [], log.records)
        page.family("gateway_log_records_spilled_total", "counter", "Records that went to the spill file.")
        page.line("gateway_log_records_spilled_total", [], log.spilled)
        page.family("gateway_log_records_lost_total", "counter", "Records that could be written nowhere.")
        page.line("gateway_log_records_lost_total", [], log.lost)
        page.family("gateway_log_queue_bytes", "gauge", "Bytes of records that wait to be written.")
        page.line("gateway_log_queue_bytes", [], Int64(log.waitingBytes))
        page.family("gateway_log_refusals_left_out_total", "counter", "Refused requests that have no record.")
        page.line("gateway_log_refusals_left_out_total", [], refusalsLeftOut)
        page.family("gateway_request_body_bytes", "gauge", "Bytes of requests' bodies that are held.")
        page.line("gateway_request_body_bytes", [], Int64(bodyBytes))
        return page.text
    }

    private struct Page {
        var text = ""

        mutating func family(_ name: String, _ type: String, _ help: String) {
            text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        }

        mutating func line(_ name: String, _ labels: [(String, String)], _ value: Int64) {
            text += "\(name)\(Page.text(labels)) \(value)\n"
        }

        mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
            family(name, "histogram", help)
            var sum: Int64 = 0
            for (index, count) in histogram.counts.enumerated() {
                sum += count
                let bound = index < GatewayMetrics.bounds.count ? "\(GatewayMetrics.bounds[index])" : "+Inf"
                line(name + "_bucket", [("le", bound)], sum)
            }
            text += "\(name)_sum \(histogram.sum)\n\(name)_count \(sum)\n"
        }

        private static func text(_ labels: [(String, String)]) -> String {
            guard !labels.isEmpty else { return "" }
            let parts = labels.map { name, value in
                let safe = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
                return "\(name)=\"\(safe)\""
            }
            return "{" + parts.joined(separator: ",") + "}"
        }
    }
}

extension Int64 {
    /// The sum, or the largest number where there is no room for it: what a provider says must not end the process.
    func saturated(adding other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
