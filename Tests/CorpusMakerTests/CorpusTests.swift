import ArgumentParser
import Foundation
import LogRecords
import Testing
import Workbench

@testable import CorpusMaker

/// Corpora made in temporary folders, looked at as any reader would.
struct CorpusTests {
    private static let start = Instant(rfc3339: "2026-09-15T12:00:00Z")?.nanoseconds ?? 0

    private func make(_ change: (inout CorpusOptions) -> Void = { _ in }) throws -> Scratch {
        let folder = try Scratch()
        var options = CorpusOptions(start: Self.start)
        options.requests = 300
        options.folder = folder.path
        change(&options)
        _ = try Corpus(options: options).make { _ in }
        return folder
    }

    private func files(_ folder: Scratch) -> [String] {
        folder.listing("").filter { $0.hasSuffix(".gz") || $0.hasSuffix(".json") || $0.hasSuffix(".log") || $0.hasSuffix("ndjson") }
    }

    private func truth(_ folder: Scratch) throws -> [[String: Any]] {
        try Data(contentsOf: folder.url.appending(path: "truth.ndjson")).split(separator: 10).compactMap {
            try JSONSerialization.jsonObject(with: $0) as? [String: Any]
        }
    }

    @Test(arguments: ["1678-01-01", "1969-12-31", "2200-01-01", "2261-12-31T23:59:59Z"])
    func `a corpus begins in a time that identifiers can carry`(_ start: String) {
        #expect(throws: (any Error).self) { try CorpusCommand.parse(["--start", start, "--out", "corpus"]) }
        #expect(throws: Never.self) { try CorpusCommand.parse(["--start", "2199-12-31", "--out", "corpus"]) }
    }

    @Test func `a seed gives the same bytes and another gives others`() throws {
        let folders = [try make(), try make(), try make { $0.seed = 2 }]
        #expect(files(folders[0]) == files(folders[1]))
        #expect(files(folders[0]) != files(folders[2]))
        for file in files(folders[0]) {
            let both = try folders.prefix(2).map { try Data(contentsOf: $0.url.appending(path: file)) }
            #expect(both[0] == both[1], "\(file)")
        }
    }

    @Test(arguments: [1, 2, 5, 10, 20, 40])
    func `few requests a day leave hours without any, and make a corpus`(_ count: Int) throws {
        let folder = try make { $0.requests = count }
        #expect(try truth(folder).count == count)
    }

    @Test func `two requests of many days hold no more files open than two of one day`() throws {
        let folder = try Scratch()
        var options = CorpusOptions(start: Self.start)
        (options.requests, options.days, options.folder, options.hasTruth) = (2, 5, folder.path, false)
        #expect(try Corpus(options: options).make { _ in }.mostOpen < 60)
    }

    @Test(arguments: [1, 5, 8, 30]) func `as many gateway shards are made as were asked for`(_ count: Int) throws {
        let folder = try make {
            $0.onlyGateway = true
            $0.shards = count
        }
        let shards = files(folder).filter { $0.hasSuffix(".gz") }
        #expect(shards.count == count)
        #expect(shards.allSatisfy { $0.hasPrefix("gateway/") && $0.hasSuffix(".ndjson.gz") })
    }

    @Test func `the truth has one object a request and every clean place holds the line that it names`() throws {
        let folder = try make()
        let truth = try truth(folder)
        #expect(truth.count == 300)
        #expect(Set(truth.compactMap { $0["index"] as? Int }).count == 300)
        var checked = 0
        for request in truth {
            let ids = (request["ids"] as? [[String: Any]] ?? []).flatMap { $0["values"] as? [String] ?? [] }
            for line in request["lines"] as? [[String: Any]] ?? [] {
                for place in line["places"] as? [String] ?? [] where !place.contains(".gz:") {
                    let colon = try #require(place.lastIndex(of: ":"))
                    let number = try #require(Int(place[place.index(after: colon)...]))
                    let text = try String(contentsOf: folder.url.appending(path: String(place[..<colon])), encoding: .utf8)
                    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                    #expect(ids.contains { lines[number - 1].contains($0) }, "\(place)")
                    checked += 1
                }
            }
        }
        #expect(checked > 300)
    }

    @Test func `a spoilt corpus loses shards and cuts some, and says which lines are gone`() throws {
        let folder = try make {
            $0.requests = 2000
            $0.hasFaults = true
        }
        let lines = try truth(folder).flatMap { $0["lines"] as? [[String: Any]] ?? [] }
        let losses = Set(lines.compactMap { $0["loss"] as? String })
        #expect(losses == ["not_written", "cut", "missing"])
        #expect(lines.contains { ($0["places"] as? [String] ?? []).count > 1 })
        #expect(files(folder).contains { $0.contains("/copy-") })
    }

    @Test func `requests cross midnight in a corpus of one day`() throws {
        let folder = try make { $0.requests = 2000 }
        let crossing = try truth(folder).filter { request in
            let started = request["started"] as? String ?? ""
            return started >= "2026-09-15T23:59:58" && started < "2026-09-16"
        }
        #expect(crossing.count >= 5)
    }
}
