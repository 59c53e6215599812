import LogRecords
import TraceRoutes

/// How a request ended for its client, as far as a headline says it.
enum Ending: Equatable {
    case good
    /// The answer began and never came to its end.
    case cut
    /// The client left before the end.
    case gone
    /// Another status than a 2xx, and who sent it.
    case refused(Int, Vantage)
    /// Nothing was started before the connection closed.
    case unstarted
    /// No line says.
    case open

    init(_ request: RequestSummary) {
        switch (request.result, request.status, request.statusBy) {
        case (RequestSummary.notStarted, _, _): self = .unstarted
        case ("client_gone", _, _), (_, 499?, _): self = .gone
        case ("truncated", _, _): self = .cut
        case (_, let status?, _) where (200..<300).contains(status): self = .good
        case (_, let status?, let sender?): self = .refused(status, sender)
        default: self = .open
        }
    }

    /// What a headline adds about a provider's call; `nil` where there is nothing to add. That a provider answered is
    /// another sentence's to say, so a status is returned and not answered.
    var words: String? { words("returned") }

    /// `the edge answered 403`, where nobody else can have answered.
    var answer: String? { words("answered") }

    private func words(_ verb: String) -> String? {
        switch self {
        case .good, .open: nil
        case .cut: "the answer was cut short"
        case .gone: "the client had gone"
        case .unstarted: "the connection closed before it was started"
        case .refused(let status, let sender): "the \(sender.name) \(verb) \(status)"
        }
    }
}
