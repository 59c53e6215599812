import LogRecords
import TraceRoutes

/// The words beside a length of time: what it was that took so long.
enum TimeWords {
    // long: one case a part of the time
    static func text(_ fact: WhyFact) -> String {
        switch fact {
        case .total(let vantage): "in all, by the \(vantage.name)'s clock"
        case .edgeWaited(forWhole: true): "the edge waited for what is behind it"
        case .edgeWaited(forWhole: false): "until the edge had the beginning of an answer"
        case .edgeOwn: "the edge itself, and sending the answer on"
        case .monolithTotal: "the monolith, with all that it waited for"
        case .gatewayTotal(let source): "\(Words.owner(source)), with all that it waited for"
        case .gatewayOwn: "the gateway itself, without its waiting for providers"
        case .firstWord: "until the gateway sent the first word"
        case .firstByte: "until the gateway sent the first byte"
        case .words(let tokens, let provider):
            "from the first word to the last" + tokens.map { ": \(Words.count($0, "token"))" }.orEmpty
                + provider.map { " from \($0.printable())" }.orEmpty
        case .call(let number, let provider, let tokens):
            "call \(number): \(FaultWords.name(provider))" + tokens.map { ", \(Words.count($0, "token"))" }.orEmpty
        case .failedCalls(let count): "in \(Words.count(count, "call")) that failed"
        case .triedElsewhere(let region, let status):
            "in \(region?.printable() ?? "a gateway") before, which did not serve" + status.map { " (\($0))" }.orEmpty
        case .rerouted(let from, let why):
            "going past \(from.printable()) (\(ReasonWords.text(why).printable())): how long that took no line says"
        case .wayBetween(let outer, let inner, let apart):
            "the way between \(Words.owner(outer)) and \(Words.owner(inner)): their times are by two clocks"
                + (apart == 0 ? "" : ", which are at least \(Words.duration(Int64(clamping: apart.magnitude))) apart")
        case .shareNotSaid: "where in it the time went no line says"
        default: FaultWords.text(fact, nil)
        }
    }

}

extension String? {
    fileprivate var orEmpty: String { self ?? "" }
}
