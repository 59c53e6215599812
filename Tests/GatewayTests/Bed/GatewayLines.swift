import Foundation
import LogShards
import Testing
import Workbench

/// A line of a gateway, or of the stand-ins' journal, as its JSON says.
struct JSONLine: @unchecked Sendable {  // @unchecked: parsed once, never changed
    let object: [String: Any]

    init?(_ bytes: Data) {
        guard let object = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any] else { return nil }
        self.object = object
    }

    /// The value at a path of keys: `result.status`.
    func value<Value>(_ path: String, as type: Value.Type = Value.self) -> Value? {
        var value: Any? = object
        for key in path.split(separator: ".") { value = (value as? [String: Any])?[String(key)] }
        return value as? Value
    }

    func text(_ path: String) -> String? { value(path) }

    func number(_ path: String) -> Int? { value(path, as: NSNumber.self)?.intValue }

    var attempts: [JSONLine] { (value("attempts", as: [[String: Any]].self) ?? []).map { JSONLine($0) } }

    private init(_ object: [String: Any]) { self.object = object }
}

extension GatewayBed {
    struct NoRecord: Error { var of: String }

    /// All lines that the gateway has written so far, whole shards and unfinished ones, in the order of their numbers.
    func lines() throws -> [JSONLine] {
        try GatewayLog.lines(below: logs).compactMap { JSONLine($0) }.sorted { ($0.number("seq") ?? 0) < ($1.number("seq") ?? 0) }
    }

    /// Waits until what is written is as it should be.
    func untilLines(withinSeconds limit: Double = 60, _ isSo: ([JSONLine]) -> Bool) async throws {
        let until = ContinuousClock.now + .seconds(limit)
        while ContinuousClock.now < until {
            if isSo(try lines()) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NoRecord(of: "what was waited for")
    }

    /// Waits until the page of readiness has a status.
    func untilReady(_ status: Int, withinSeconds limit: Double = 60) async throws {
        let until = ContinuousClock.now + .seconds(limit)
        while ContinuousClock.now < until {
            if try await ask("/monitoring/ready").status == status { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NoRecord(of: "readiness \(status)")
    }

    /// The one record of a request, once it is flushed; two would be found too.
    func record(of requestID: String, withinSeconds limit: Double = 60) async throws -> JSONLine {
        let until = ContinuousClock.now + .seconds(limit)
        while ContinuousClock.now < until {
            let found = try lines().filter { $0.text("kind") == "request" && $0.text("request_id") == requestID }
            if let record = found.first, found.count == 1 { return record }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw NoRecord(of: requestID)
    }

    /// The stand-ins' lines about calls on behalf of a request; all of them without one.
    func calls(for requestID: String? = nil) throws -> [JSONLine] {
        let text = try String(contentsOf: folder.appending(path: "calls.ndjson"), encoding: .utf8)
        return text.split(separator: "\n").compactMap { JSONLine(Data($0.utf8)) }
            .filter { requestID == nil || $0.text("x_request_id") == requestID }
    }

    /// Stops the gateway as a platform does. All that it has written, in whatever trouble, fits its schema.
    func stop(sourceLocation: SourceLocation = #_sourceLocation) async throws -> Int32 {
        gateway.send(SIGTERM)
        let status = try await gateway.wait()
        try await GatewayLog.expectToFit(below: logs, sourceLocation)
        return status
    }
}

/// What gateways wrote below a folder.
enum GatewayLog {
    /// The bytes of each line of each shard, and of what was spilled.
    static func lines(below folder: URL) throws -> [Data] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
        var lines: [Data] = []
        for name in names.sorted() where name.contains(".ndjson") {
            let reader = try ShardReader(.file(path: folder.appending(path: name).path))
            while let block = try reader.nextLines() { lines += block.map { Data($0.bytes) } }
        }
        return lines
    }

    /// Holds each line against the published schema.
    static func expectToFit(below folder: URL, _ sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let lines = try lines(below: folder)
        guard !lines.isEmpty else { return }  // where the folder was taken away there is none
        let complaints = try await PublishedSchema("waybill.gateway-1").complaints(Data(lines.joined(separator: [10])))
        #expect(complaints == nil, sourceLocation: sourceLocation)
    }
}
