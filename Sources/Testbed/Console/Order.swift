import LogRecords

/// What can be ordered of a running topology.
enum Order: Equatable, Sendable {
    case kill(String)
    case drain(String)
    case slow(String, milliseconds: Double)
    case skew(String, seconds: Double)
    /// A region or a provider.
    case heal(String)
    case fail(String, status: Int, count: Int?)
    case drip(String, milliseconds: Int)
    case send(Int)
    case load(Double)
    case label(String)
    case wait(seconds: Double)
    case status
    case help
    case quit

    static let manual = """
        kill REGION              end it at once
        drain REGION             let it say that it is not ready, and end when it is done
        slow REGION 300ms        make it so much farther away
        skew REGION 300ms        start it anew with its clock ahead (-300ms: behind)
        heal REGION|PROVIDER     take back all of that
        fail PROVIDER 529 [N]    answer with this status, N times or until it is healed
        drip PROVIDER 20ms       wait so long between the pieces of a stream
        send N                   send N requests, and say what came of them
        load 10                  send so many requests a second; load 0 ends that
        label WORD               write this into the journal beside what follows
        wait 5s                  do nothing for a while
        status                   print the table once
        help                     list all of this
        quit                     end everything in order
        """

    /// Reads a line; `nil` for one without words.
    init?(_ line: String) throws {
        let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let verb = words.first else { return nil }
        let rest = Array(words.dropFirst())
        guard let order = Order(verb, rest) else { throw TopologyError.notUnderstood(line.printable(limit: 80)) }
        self = order
    }

    private init?(_ verb: String, _ rest: [String]) {
        switch (verb, rest.count) {
        case ("kill", 1): self = .kill(rest[0])
        case ("drain", 1): self = .drain(rest[0])
        case ("heal", 1): self = .heal(rest[0])
        case ("slow", 2):
            guard let seconds = Order.seconds(rest[1]), (0...60).contains(seconds) else { return nil }
            self = .slow(rest[0], milliseconds: seconds * 1000)
        case ("skew", 2):
            guard let seconds = Order.seconds(rest[1]), (-86_400...86_400).contains(seconds) else { return nil }
            self = .skew(rest[0], seconds: seconds)
        case ("drip", 2):
            guard let seconds = Order.seconds(rest[1]), (0...60).contains(seconds) else { return nil }
            self = .drip(rest[0], milliseconds: Int(seconds * 1000))
        case ("fail", 2...3):
            guard let status = Int(rest[1]), (400...599).contains(status) else { return nil }
            let count = rest.count == 3 ? Int(rest[2]) : nil
            guard rest.count == 2 || count.map(Orders.counts.contains) == true else { return nil }
            self = .fail(rest[0], status: status, count: count)
        case ("send", 1):
            guard let count = Int(rest[0]), (1...10_000_000).contains(count) else { return nil }
            self = .send(count)
        case ("load", 1):
            guard let rate = Double(rest[0]), rate == 0 || TrafficSettings.rates.contains(rate) else { return nil }
            self = .load(rate)
        case ("label", 1): self = .label(rest[0])
        case ("wait", 1):
            guard let seconds = Order.seconds(rest[0]), (0...86_400).contains(seconds) else { return nil }
            self = .wait(seconds: seconds)
        case ("status", 0): self = .status
        case ("help", 0): self = .help
        case ("quit", 0), ("exit", 0): self = .quit
        default: return nil
        }
    }

    /// `300ms`, `3s`, `1.5s`, `-2s`.
    private static func seconds(_ text: String) -> Double? {
        if text.hasSuffix("ms") { return Double(text.dropLast(2)).map { $0 / 1000 } }
        if text.hasSuffix("s") { return Double(text.dropLast()) }
        return nil
    }
}
