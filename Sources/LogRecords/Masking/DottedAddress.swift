/// Reads IPv4 addresses: `203.0.113.7`, `203.0.113.7:443`, and the names that providers make of them, `ip-203-0-113-7`.
///
/// Versions look the same. What stands around four numbers decides, and where nothing does, only four single digits are
/// a version: of all addresses two in a million are. `127.0.0.1` is everybody's and names nobody; `10.0.0.0` is a
/// network or a version.
enum DottedAddress {
    /// The address that begins with the digit there, or how far its digits and dots go: nothing else of them can begin
    /// an address.
    static func read(_ text: [Unicode.Scalar], at start: Int) -> (found: Finding?, next: Int) {
        let run = Numbers(text, at: start, apart: ".")
        if run.ranges.count == 1, let dashed = dashed(text, at: start) { return (dashed, dashed.range.upperBound) }
        guard let octets = run.octets, let isAddress = judgement(text, octets, run) else { return (nil, run.end) }
        guard isAddress else { return (nil, run.end) }
        let end = run.ranges[3].upperBound == run.end ? text.endOfPort(from: run.end) : run.end
        let shown = "\(text.text(run.ranges[0])).\(text.text(run.ranges[1])).*.*"
        return (Finding(range: start..<end, shown: shown), end)
    }

    /// Numbers of up to three digits with one scalar between them.
    private struct Numbers {
        /// The first five.
        var ranges: [Range<Int>] = []
        var count = 0
        var end: Int

        /// Reads at most so many: whoever begins again at the next number must not read the whole run each time.
        init(_ text: [Unicode.Scalar], at start: Int, apart: Unicode.Scalar, most: Int = .max) {
            end = start
            var begin = start
            while count < most {
                end = text.end(from: begin) { $0.isPlainDigit }
                if count < 5 { ranges.append(begin..<end) }
                count += 1
                guard text.scalar(at: end) == apart, text.scalar(at: end + 1).isPlainDigit else { break }
                begin = end + 1
            }
            values = ranges.map { range in
                range.count <= 3 ? text[range].reduce(0) { $0 * 10 + Int($1.value - 48) } : Int.max
            }
        }

        private let values: [Int]

        /// Four of them, or four and a port behind them as `tcpdump` writes it.
        var octets: [Int]? {
            guard count == 4 || count == 5 && values[4] > 255, values.prefix(4).allSatisfy({ $0 <= 255 }) else { return nil }
            return Array(values.prefix(4))
        }
    }

    /// Whether four numbers are an address; `nil` where they are too many to be one.
    private static func judgement(_ text: [Unicode.Scalar], _ octets: [Int], _ run: Numbers) -> Bool? {
        guard octets[0] != 127, octets[1...].contains(where: { $0 != 0 }) else { return false }
        let long = octets.count { $0 > 9 }
        if run.count == 5 { return long > 1 ? true : nil }
        let before = WordsBefore(text, run.ranges[0].lowerBound)
        if before.nameAddress { return true }
        if long == 0 { return text.endOfPort(from: run.end) > run.end }
        return isPrivate(octets) || long > 2 || octets[0] > highestVersion || !before.nameVersion
    }

    /// Browsers count to some 150; most addresses begin with more.
    private static let highestVersion = 160

    /// https://www.rfc-editor.org/rfc/rfc1918, and of providers' own networks https://www.rfc-editor.org/rfc/rfc6598
    private static func isPrivate(_ octets: [Int]) -> Bool {
        octets[0] == 10 || octets[0] == 172 && (16...31).contains(octets[1]) || octets[0] == 100 && (64...127).contains(octets[1])
    }

    /// `ip-10-0-0-1`, `203-0-113-7.dynamic.isp.example`: a host's name; the same numbers elsewhere are an id.
    private static func dashed(_ text: [Unicode.Scalar], at start: Int) -> Finding? {
        let run = Numbers(text, at: start, apart: "-", most: 5)
        guard run.count == 4, run.octets != nil, !text.scalar(at: run.end).isWord else { return nil }
        let isNamed = WordsBefore(text, start).nameHost
        if !isNamed, text.scalar(at: start - 1) == "-", text.scalar(at: start - 2).isPlainDigit { return nil }
        let label = text.end(from: run.end + 1) { $0.isWord || $0 == "-" }
        let isHost =
            text.scalar(at: run.end) == "." && text.scalar(at: run.end + 1).isWordLetter && text.scalar(at: label) == "."
            && text.scalar(at: label + 1).isWordLetter
        guard isNamed || isHost else { return nil }
        let shown = "\(text.text(run.ranges[0]))-\(text.text(run.ranges[1]))-*-*"
        return Finding(range: start..<run.end, shown: shown)
    }
}
