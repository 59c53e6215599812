import LogRecords
import TraceRoutes

/// A customer's sheet with one row of each kind, and what its ids lead to.
enum BatchCases {
    static let sheet = [
        "Ticket;Kunde;Ray ID", #"T-1;"Müller; ""Jan""";8c38fb2918f135d2-IAD"#,
        #"T-2;=HYPERLINK("http://evil.example");8c38fb2918f135d2-IAD"#, "T-3;short", "T-4;\"one\ntwo\";01J7V5YC9FQ4ZK3M8XWN2RTB6D",
        "T-5;\u{1B}[31m<b>@all</b>|`x`;n/a", "", "T-6;;1.23E+15;more", "T-7;;;", "T-8;;8c38fb2918f135d9", "T-9;;8c38fb2918f135d3",
        "",
    ].joined(separator: "\n")

    static let answers: [String: String] = [
        "8c38fb2918f135d2-IAD": "found-direct", "01J7V5YC9FQ4ZK3M8XWN2RTB6D": "ambiguous",
        "8c38fb2918f135d9": "not-found-with-holes", "8c38fb2918f135d3": "suggestion",
    ]

    /// The answer to a cell; to the second of two that are alike one whose texts are hostile.
    static func row(_ cell: String) -> Masked<BatchRow> {
        guard let name = answers[cell], let answer = AnswerCase.all.first(where: { $0.name == name })?.answer else {
            return Masked(cell, [])
        }
        return Masked(cell, [answer])
    }

    /// A request whose model is a formula and whose provider commands a terminal.
    static var hostile: Masked<BatchRow> {
        var route = Route(request: Invented.request, verdict: .unknown(), hops: [], attempts: [])
        route.verdict.model = .observed("=cmd|'/c calc'!A0", by: RuleName("gateway-record"), in: Evidence(1))
        route.verdict.provider = .observed("\u{1B}[2J;\"x\"", by: RuleName("gateway-record"), in: Evidence(1))
        return Masked("x", [Answer(asked: Invented.askedRay, outcome: .found, routes: [route], coverage: Invented.coverage)])
    }
}
