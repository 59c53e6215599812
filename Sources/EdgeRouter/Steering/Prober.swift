import AsyncHTTPClient
import Clocks
import NIOCore
import NIOHTTP1
import ServiceLifecycle

/// Asks every region from every colo whether it is ready, again and again.
struct Prober: Service {
    let edge: Edge

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { tasks in
                for colo in edge.colos.values {
                    for region in edge.steerings[colo.name]?.order ?? [] {
                        tasks.addTask { await probe(colo, region) }
                    }
                }
            }
        }
    }

    private func probe(_ colo: Edge.Colo, _ region: String) async {
        guard let way = edge.steerings[colo.name]?.ways[region], let base = edge.urls[region] else { return }
        let settings = edge.settings.probe
        while !Task.isCancelled {
            let begun = ContinuousClock.now
            do {
                let status = try await ask(base + settings.path, colo.name, region)
                let took = Double(nanoseconds(from: begun)) / 1e6
                if took > settings.timeoutSeconds * 1000 {
                    way.note(failure: "probe_timeout")
                } else if (200..<300).contains(status) {
                    way.note(milliseconds: took)
                } else {
                    way.note(failure: "not_ready")
                }
            } catch {
                if !Task.isCancelled { way.note(failure: Prober.word(for: error)) }
            }
            try? await Task.sleep(for: .seconds(settings.everySeconds), tolerance: .milliseconds(10))  // cut short at the end
        }
    }

    private func ask(_ url: String, _ colo: String, _ region: String) async throws -> UInt {
        try await edge.distances.wait(1, colo, region)
        let milliseconds = Int64(edge.settings.probe.timeoutSeconds * 1000)
        let response = try await edge.client.execute(HTTPClientRequest(url: url), timeout: .milliseconds(milliseconds))
        _ = try await response.body.collect(upTo: 1 << 16)
        return response.status.code
    }

    private static func word(for error: any Error) -> String {
        if let error = error as? HTTPClientError, [.deadlineExceeded, .readTimeout].contains(error) { return "probe_timeout" }
        return ConnectionFailure(error)?.word ?? "probe_failed"
    }
}
