import LogRecords
import Testing

@testable import TraceRoutes

/// No personal text reaches an output.
struct MaskTests {
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

    @Test func `addresses in a pasted dump are masked`() throws {
        let answer = Masked(try Story().ask("cf-connecting-ip: 203.0.113.77\nx-real-ip: [2001:db8:1:2::3]:443\nx-request-id: abc"))
            .value
        #expect(!answer.asked.text.contains("203.0.113.77"))
        #expect(answer.asked.text.contains("203.0.***"))
        #expect(!answer.asked.text.contains("2001:db8:1:2"))
    }

    @Test func `a user's hash is masked wherever it stands`() {
        let mask = Mask(["Df0Jhs9xlbetQR8YoZCKDZJflhxO0ZBI8uoRzmpnd1w="])
        #expect(mask.masked("user Df0Jhs9xlbetQR8YoZCKDZJflhxO0ZBI8uoRzmpnd1w= asked") == "user Df*** asked")
    }

    @Test func `a short number is masked only where it stands alone`() {
        let mask = Mask(["7"])
        #expect(mask.masked("7") == "7***")
        #expect(mask.masked("7 requests") == "7 requests")
    }

    @Test(arguments: ["12:30:05", "1.2.3", "8c38fb2918f135d2-IAD", "2026-09-15T11:32:08Z", "a.b.c.d", "999.1.1.1"])
    func `what is no address stays`(text: String) {
        #expect(Mask([]).masked(text) == text)
    }

    @Test func `an address with a port is masked with it`() {
        #expect(Mask(["198.51.100.4"]).masked("from 198.51.100.4:5123.") == "from 19***.")
    }

    @Test func `a found answer forgets the personal texts themselves`() throws {
        var story = Story()
        story.access("c") { $0.clientAddress = "203.0.113.7" }
        let answer = try story.ask("c")
        #expect(answer.personal == ["203.0.113.7"])
        #expect(Masked(answer).value.personal.isEmpty)
    }
}
