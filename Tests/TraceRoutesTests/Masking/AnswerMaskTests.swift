import LogRecords
import Testing

@testable import TraceRoutes

/// No personal text reaches an output.
struct AnswerMaskTests {
    @Test func `a customer's host is masked in the request`() throws {
        var story = Story()
        story.rails("web-1", path: "/api/graphql")
        let answer = Masked(try story.ask("web-1")).value
        #expect(answer.routes[0].request.host == "gi***")
    }

    @Test func `a gateway's host is not personal`() throws {
        var story = Story()
        story.edge(Story.ray(at: 0)) { $0.customerHost = "example.com" }
        let answer = Masked(try story.ask(Story.ray(at: 0).hexadecimal)).value
        #expect(answer.routes[0].request.host == "cloud.example.com")
    }

    @Test func `what was typed stays as it was typed`() throws {
        let paste = "cf-connecting-ip: 203.0.113.77\nx-request-id: jane.doe@corp.example"
        let answer = Masked(try Story().ask(paste)).value
        #expect(answer.asked.text == paste)
        #expect(answer.asked == (try Story().ask(paste)).asked)
    }

    @Test func `a found answer forgets the personal texts themselves`() throws {
        var story = Story()
        story.access("c") { $0.clientAddress = "203.0.113.7" }
        let answer = try story.ask("c")
        #expect(answer.personal == ["203.0.113.7"])
        #expect(Masked(answer).value.personal.isEmpty)
    }
}
