import LogRecords
import StoreContract
import Testing

@testable import TraceRoutes

/// Every id of a paste is answered.
struct SeveralIDsTests {
    private func story() -> Story {
        var story = Story()
        for number in 0..<3 as Range<UInt64> {
            let second = Double(number) * 100
            story.edge(Story.ray(at: second, low: number), from: second, to: second + 2)
            story.gateway("0190a4b0-7c1f-7abc-8def-00000000000\(number)", from: second + 0.1, to: second + 1.8) {
                $0.ray = Story.ray(at: second, low: number)
                $0.correlationID = "caller-\(number)"
            }
        }
        return story
    }

    private func ray(_ number: UInt64) -> String { Story.ray(at: Double(number) * 100, low: number).hexadecimal }

    @Test func `two ids of two requests have two answers, in their order`() throws {
        let answers = try story().tracer.answers(
            "Broken since today: cf-ray \(ray(2))-IAD\nYesterday it worked: cf-ray \(ray(0))-IAD")
        #expect(answers.map(\.outcome) == [.found, .found])
        #expect(answers.map { $0.asked.readings.map(\.value) } == [[ray(2)], [ray(0)]])
        #expect(answers.map { $0.routes.first?.request.ids[.correlationID] } == [["caller-2"], ["caller-0"]])
    }

    @Test func `an id that is not there is answered beside one that is`() throws {
        let absent = Story.ray(at: 5000).hexadecimal
        let answers = try story().tracer.answers("Broken: cf-ray \(absent)-IAD\nYesterday it worked: cf-ray \(ray(1))-IAD")
        #expect(answers.map(\.outcome) == [.notFound, .found])
        #expect(answers.map { $0.asked.readings.map(\.value) } == [[absent], [ray(1)]])
    }

    @Test func `ids that lead to the same request are one answer that names all of them`() throws {
        let answers = try story().tracer.answers("\(ray(1)) and 0190a4b0-7c1f-7abc-8def-000000000001")
        #expect(answers.count == 1)
        #expect(Set(answers[0].asked.readings.filter(\.matched).map(\.value)) == [ray(1), "0190a4b0-7c1f-7abc-8def-000000000001"])
        let ids = [
            Note.NamedID(kind: "ray", value: ray(1)), Note.NamedID(kind: "uuid", value: "0190a4b0-7c1f-7abc-8def-000000000001"),
        ]
        #expect(answers[0].notes.first == .sameRequests(ids, more: 0, requests: 1))
    }

    @Test func `of the headers of one response an id that no line carries is said, and is no answer`() throws {
        let headers = "HTTP/2 502\r\ncf-ray: \(ray(1))-IAD\r\nx-request-id: nobody-has-this\r\nserver: cloudflare\r\n"
        let answers = try story().tracer.answers(headers)
        #expect(answers.map(\.outcome) == [.found])
        #expect(answers[0].notes.contains(.unknownIDs([Note.NamedID(kind: "text", value: "nobody-has-this")], more: 0)))
        #expect(answers[0].asked.readings.map(\.matched) == [true, false])
    }

    @Test func `headers of which none is there are one answer`() throws {
        let headers = "cf-ray: \(Story.ray(at: 5000).hexadecimal)-IAD\nx-request-id: nobody-has-this"
        #expect(try story().tracer.answers(headers).map(\.outcome) == [.notFound])
    }

    @Test func `the headers of two responses are two questions`() throws {
        let both = (0..<2 as Range<UInt64>).map { "cf-ray: \(ray($0))-IAD\nx-request-id: caller-\($0)" }.joined(separator: "\n")
        let answers = try story().tracer.answers(both)
        #expect(answers.map(\.outcome) == [.found, .found])
        #expect(answers.map { $0.asked.readings.map(\.value) } == [[ray(0), "caller-0"], [ray(1), "caller-1"]])
    }

    @Test func `an id is found whatever field holds it, and the reading says which`() throws {
        var story = Story()
        story.rails("9e107d9d372bb682", from: 0, to: 1)
        story.rails("8c38fb2918f135d2-LHR", from: 10, to: 11)
        story.rails("18000000000000000001", from: 20, to: 21)
        story.rails("00-1cfb32c24a18378f0c7834bb46ae5ba3-8690fc01c12c1a51-01", from: 30, to: 31)
        for paste in [
            "9e107d9d372bb682", "correlation_id: 9E107D9D372BB682", "8c38fb2918f135d2", "Ray ID: 8c38fb2918f135d2",
            "18000000000000000001",
            "correlation_id=00-1cfb32c24a18378f0c7834bb46ae5ba3-8690fc01c12c1a51-01",
            "00-1cfb32c24a18378f0c7834bb46ae5ba3-8690fc01c12c1a51-01",
        ] {
            let answer = try story.ask(paste)
            #expect(answer.outcome == .found, "\(paste)")
            #expect(answer.asked.readings.filter(\.matched).map(\.fields) == [[.correlationID]], "\(paste)")
        }
        #expect(try story.ask("9e107d9d372bb682").notes.contains(.idInField(value: "9e107d9d372bb682", [.correlationID])))
    }

    @Test(arguments: [
        "any text, even this", "a=1 tenantId=victim", "urn:x/1;y=2", "zero\u{200B}width-17", "„anführung“ 1", "ａ1-２３４x",
    ])
    func `any text that somebody uses as an id is found exactly as it stands`(id: String) throws {
        var story = Story()
        story.rails(id, from: 0, to: 1)
        for paste in [id, "x-request-id: \(id)", "{\"correlation_id\":\"\(id)\",\"status\":200}"] {
            #expect(try story.tracer.answers(paste).map(\.outcome) == [.found], "\(paste)")
        }
    }

    @Test func `a plain id costs one look-up`() throws {
        let store = LesserStore(story())
        let tracer = Tracer(store: store)
        _ = try tracer.answers(ray(1) + "-IAD")
        // One by the id, one by what its lines carry.
        #expect(store.keys == [1, 2])
    }

    @Test func `the ids of a paste have a limit, and more are said`() throws {
        let many = (0..<Question.mostIDs + 3).map { Story.ray(at: Double(9000 + $0)).hexadecimal }.joined(separator: ", ")
        let answers = try story().tracer.answers(many)
        #expect(answers.count == Question.mostIDs)
        #expect(answers[0].notes.contains(.idsLeftOut(asked: Question.mostIDs)))
    }

    @Test func `prose asks nothing, but is looked for as it stands`() throws {
        var story = story()
        story.rails("Hello, I am an id", from: 500, to: 501)
        #expect(try story.ask("Kind regards, Alice").asksNothing)
        #expect(try story.ask("Thanks").asksNothing)
        #expect(try story.ask("Hello, I am an id").outcome == .found)
        #expect(try !story.ask(ray(0)).asksNothing)
        #expect(try !story.ask("caller-77").asksNothing)
        #expect(try !story.ask("LOtGhgiOTVA").asksNothing)
    }
}
