import LogRecords
import Testing
import TraceRendering
import TraceRoutes

struct AnswerTextTests {
    @Test(arguments: AnswerCase.all) func `from 60 to 200 columns only ids and paths make a line longer than the terminal`(
        _ example: AnswerCase
    ) {
        for width in stride(from: 60, through: 200, by: 4) {
            let text = AnswerText(Masked(example.answer), style: TextStyle(columns: width)).text
            for line in text.split(separator: "\n") where !isWhole(line, in: example.answer) {
                #expect(terminalColumns(line) <= width, "\(width): \(line)")
            }
        }
    }

    @Test(arguments: AnswerCase.all) func `in a pipe nothing is left out, and on a terminal no id and no path`(
        _ example: AnswerCase
    ) {
        let answer = Masked(example.answer)
        let piped = AnswerText(answer, style: TextStyle(fits: false)).text
        #expect(!piped.contains("…"))
        for width in [60, 80, 200] {
            let text = AnswerText(answer, style: TextStyle(columns: width)).text
            for whole in paths(of: example.answer) where piped.contains(whole) {
                #expect(text.contains(whole), "\(width): \(whole)")
            }
        }
        for path in example.answer.routes.compactMap(\.request.path) { #expect(piped.contains(path)) }
    }

    /// What is never cut: paths of requests and shards, and ids.
    private func paths(of answer: Answer) -> [String] {
        answer.routes.compactMap(\.request.path) + answer.evidence.compactMap(\.shard)
            + answer.routes.flatMap { $0.request.ids.values.flatMap { $0 } }
    }

    /// Whether a line holds a path or a command, which are never broken.
    private func isWhole(_ line: Substring, in answer: Answer) -> Bool {
        line.contains("trace ") || paths(of: answer).contains { $0.count > 30 && line.contains($0) }
    }

    @Test(arguments: AnswerCase.all) func `without colour no control character is ever printed`(_ example: AnswerCase) {
        var answer = example.answer
        answer.routes = answer.routes.map(hostile)
        answer.notes.append(.bodyNotConfirmed(region: "\u{1b}]0;title\u{7}"))
        let drawn = AnswerText(Masked(answer))
        for scalar in (drawn.text + drawn.messages.joined(separator: "\n")).unicodeScalars where scalar != "\n" {
            #expect(scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format)
        }
        // A path and an id are whole; whatever else is long gives way.
        for line in drawn.text.split(separator: "\n")
        where !line.contains(#"\u{202e}wide 模型 "#.repeated(30)) && !line.contains("/deep/deep/deep/") {
            #expect(terminalColumns(line) <= 80, "\(line)")
        }
    }

    @Test func `colour moves no column and says what the word beside it says`() {
        let plain = AnswerText(Masked(AnswerCase.conflict)).text
        let coloured = AnswerText(Masked(AnswerCase.conflict), style: TextStyle(colour: true)).text
        #expect(coloured.replacing(#/\u{1b}\[[0-9]+m/#, with: "") == plain)
        #expect(coloured.contains("\u{1b}[32mobserved\u{1b}[0m"))
        #expect(coloured.contains("\u{1b}[31mconflict"))
    }

    @Test func `times are shown in the zone that was asked for, and the zone is named`() {
        let zone = DisplayZone { _ in -(3 * 3600 + 1800) }
        let text = AnswerText(Masked(AnswerCase.direct), style: TextStyle(zone: zone)).text
        #expect(text.contains("10:02:08.495  edge"))
        #expect(text.contains("2024-09-15 UTC-03:30"))
        #expect(text.contains("searched 09:52-10:12 UTC-03:30"))
    }

    @Test func `the answer comes first`() {
        let text = AnswerText(Masked(AnswerCase.direct)).text
        #expect(text.hasPrefix("us-east4 (Ashburn, VA, US) handled it; gcp.vertex_ai answered.\n"))
    }

    @Test func `each cause that a clause can have is told in words of its own`() {
        let told = Cause.allCases.map { cause -> String in
            var answer = AnswerCase.direct
            answer.routes[0].verdict.region = .unknown(cause)
            return String(AnswerText(Masked(answer)).text.prefix { $0 != ";" })
        }
        #expect(Set(told).count == Cause.allCases.count)
        for sentence in told { #expect(!sentence.contains("_")) }
    }

    @Test func `clauses that are unknown for one reason are one line`() {
        var answer = AnswerCase.direct
        let why = Clause<String>.unknown(.notLoaded, detail: .noShardOfThatTime(source: "x"))
        answer.routes[0].verdict.provider = why
        answer.routes[0].verdict.model = why
        answer.routes[0].verdict.location = why
        let text = AnswerText(Masked(answer)).text
        #expect(text.contains("\n  provider, model, location  unknown  no x shard of that time is loaded\n"))
        #expect(text.split(separator: "\n").filter { $0.contains("no x shard") }.count == 1)
    }

    @Test func `the column of times holds beginnings alone`() {
        let text = AnswerText(Masked(AnswerCase.clocksApart)).text
        #expect(text.contains("\n                monolith"))
        #expect(text.contains("ended 13:32:10.304"))
        // Its own duration leads back to its beginning.
        #expect(text.contains("13:32:10.140    try 1"))
    }

    @Test func `clocks that differ are named with the amount, the largest first, and those that may agree are not`() {
        let text = AnswerText(Masked(AnswerCase.clocksApart)).text
        let words = text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
        #expect(
            words.contains(
                "clocks differ: Cloud Run's at least 1.49 s ahead of the edge's [2] [3]; the edge's at least 4.5 ms behind the monolith's [1] [2]. Times stand as they were written."
            ))
    }

    @Test func `a choice offers for each request an id that no other carries`() {
        let text = AnswerText(Masked(AnswerCase.ambiguous)).text
        #expect(text.contains("trace route 8c38fb2918f135d2\n"))
        #expect(text.contains("trace route 8c38fb3a7d0235d2\n"))
        #expect(!text.contains("trace route 01J7V5YC9FQ4ZK3M8XWN2RTB6D"))
    }

    @Test func `an id that a shell would break is quoted in the command to copy`() {
        var answer = AnswerCase.direct
        answer.asked.readings[0].value = "it's $(here)"
        #expect(AnswerText(Masked(answer)).text.contains(#"trace evidence 'it'\''s $(here)'"#))
    }

    @Test func `a thousand attempts and lines are bounded in text`() {
        var answer = AnswerCase.direct
        answer.evidence = (1...1000).map { EvidenceLine($0, "edge/\($0).log.gz", line: 1, "cloudflare.http_requests") }
        answer.routes[0].hops[0].evidence = Array(1...1000)
        let text = AnswerText(Masked(answer)).text
        #expect(text.split(separator: "\n").count < 60)
        #expect(text.contains("[1] [2] [3] +997"))
        #expect(text.contains("and 976 lines more"))
    }

    /// Every text that a log could have filled, filled badly.
    private func hostile(_ route: Route) -> Route {
        let bad = "\u{1b}[2J\r\n" + String(repeating: "\u{202e}wide 模型 ", count: 40)
        var route = route
        route.request.method = bad
        route.request.path = bad
        route.request.result = bad
        route.request.error = bad
        route.request.connection = bad
        route.request.customerInstance = bad
        route.request.instanceProof = bad
        route.request.duration = .max
        route.request.ids[.correlationID] = [bad, bad]
        route.verdict.edge = .observed(bad, by: RuleName("edge-line"), in: Evidence(1))
        route.verdict.provider = .unknown(.several, detail: .vendorTellsNobody(reason: bad))
        route.verdict.model = .conflict([Side(value: bad, evidence: Evidence(1)), Side(value: bad, evidence: Evidence(2))])
        for index in route.hops.indices {
            route.hops[index].value = bad
            route.hops[index].detail = .balancerAnswered(word: bad)
            route.hops[index].duration = .min
            route.hops[index].evidence = [1_000_001, 1_000_002, 1_000_003, 1_000_004]
        }
        for index in route.attempts.indices {
            route.attempts[index].attempt.provider = bad
            route.attempts[index].attempt.errorClass = bad
            route.attempts[index].attempt.location = bad
            route.attempts[index].attempt.duration = .max
        }
        return route
    }

}

extension String {
    fileprivate func repeated(_ times: Int) -> String { String(repeating: self, count: times) }
}
