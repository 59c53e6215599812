import Foundation
import LogShards
import Testing
import Workbench

/// What an edge has written stays, however often it is started anew within one window.
struct EdgeShardTests {
    private func lines(_ bed: EdgeBed, below name: String) throws -> Int {
        let folder = bed.logs.appending(path: name)
        let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
        var count = 0
        for name in names where name.contains(".log.gz") || name.contains(".json") {
            let reader = try ShardReader(.file(path: folder.appending(path: name).path))
            while let block = try reader.nextLines() { count += block.count }
        }
        return count
    }

    @Test func `an edge that was killed, ended and begun again in one hour writes over none of its shards`() async throws {
        let bed = try await EdgeBed()
        var asked = 0
        for (number, signal) in [SIGKILL, SIGTERM, SIGKILL, SIGTERM, SIGTERM].enumerated() {
            let edge =
                number == 0
                ? bed.edge : try BuiltProgram("gateway", ["edge", "--config", "edge.yaml", "--log-dir", "logs"], in: bed.folder)
            let address = try await edge.word(after: "IAD listens on ")
            for _ in 0..<3 { #expect(try await bed.ask("IAD", at: address).status == 200) }
            asked += 3
            // Up to its last flush, which is a second away at most.
            let limit = ContinuousClock.now + .seconds(30)
            while signal == SIGKILL, ContinuousClock.now < limit {
                if try ["edge", "balancer", "cloud_run"].allSatisfy({ try lines(bed, below: $0) >= asked }) { break }
                try await Task.sleep(for: .milliseconds(50))
            }
            edge.send(signal)
            try await edge.wait()
        }
        for vantage in ["edge", "balancer", "cloud_run"] { #expect(try lines(bed, below: vantage) == asked, "\(vantage)") }
    }

    @Test func `a target that is no path is refused and goes nowhere`() async throws {
        let bed = try await EdgeBed()
        let port = bed.addresses["IAD"]?.split(separator: ":").last.map(String.init) ?? ""
        for target in ["http://127.0.0.1:1/x", "*"] {
            let program = try BuiltProgram(
                "/bin/bash",
                [
                    "-c",
                    "exec 3<>/dev/tcp/127.0.0.1/\(port); printf 'OPTIONS \(target) HTTP/1.1\\r\\nhost: x\\r\\nconnection: close\\r\\n\\r\\n' >&3; head -1 <&3",
                ], in: bed.folder)
            try await program.wait()
            #expect(program.output.hasPrefix("HTTP/1.1 4"), "\(target): \(program.output)")
        }
    }
}
