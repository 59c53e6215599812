/// Reads IPv6 addresses, full and compressed, with a zone, with an IPv4 address at their end, with a port behind
/// brackets.
///
/// `::` stands in the names of C++ and Ruby too, and colons part times, ratios and MAC addresses. So an address is only
/// what is written as one and begins with a prefix that anybody can have been given.
/// https://www.iana.org/assignments/ipv6-address-space
enum ColonAddress {
    static func read(_ text: [Unicode.Scalar], at start: Int) -> Finding? {
        guard !text.scalar(at: start - 1).isHexadecimal, text[start].isHexadecimal else { return nil }
        let first = text.end(from: start, limit: 5) { $0.isHexadecimal }
        guard text.scalar(at: first) == ":" else { return nil }
        if text.scalar(at: start - 1) == ":", let mapped = mapped(text, at: start, first) { return mapped }
        guard isGiven(text, start..<first), let groups = Groups(text, at: start), groups.areAddress else { return nil }
        var end = text.endOfZone(from: groups.end)
        var shown = groups.beginning(text) + ":*"
        if text.scalar(at: start - 1) == "[", text.scalar(at: end) == "]", text.endOfPort(from: end + 1) > end + 1 {
            end = text.endOfPort(from: end + 1)
            shown += "]"
        }
        return Finding(range: start..<end, shown: shown)
    }

    /// Global unicast (2000::/3), unique local (fc00::/7), link local (fe80::/10), and IPv4 behind a translator
    /// (64:ff9b::/96).
    private static func isGiven(_ text: [Unicode.Scalar], _ group: Range<Int>) -> Bool {
        let digits = text.text(group)
        switch digits {
        case "64", "0064": return text[group.upperBound...].starts(with: ":ff9b:".unicodeScalars)
        default: break
        }
        guard digits.utf8.count == 4 else { return false }
        return ["2", "3", "fc", "fd", "fe8", "fe9", "fea", "feb"].contains { digits.hasPrefix($0) }
    }

    /// `::ffff:cb00:7107`, an IPv4 address in hexadecimal digits; one in decimal digits is found as what it is.
    /// https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2
    private static func mapped(_ text: [Unicode.Scalar], at start: Int, _ first: Int) -> Finding? {
        guard text.text(start..<first) == "ffff", ":0".unicodeScalars.contains(text.scalar(at: start - 2)) else { return nil }
        let high = text.end(from: first + 1, limit: 5) { $0.isHexadecimal }
        let low = text.end(from: high + 1, limit: 5) { $0.isHexadecimal }
        guard (1...4).contains(high - first - 1), text.scalar(at: high) == ":", (1...4).contains(low - high - 1) else { return nil }
        guard !text.scalar(at: low).isWord, text.scalar(at: low) != ":" else { return nil }
        return Finding(range: start..<text.endOfZone(from: low), shown: "ffff:*")
    }

    /// The groups of four digits that begin at a place.
    private struct Groups {
        private(set) var end: Int
        private var ranges: [Range<Int>] = []
        private var isCompressed = false
        /// The last group goes on as a word.
        private var isTorn = false
        private var isTooLong = false

        init?(_ text: [Unicode.Scalar], at start: Int) {
            end = start
            while ranges.count < 8 {
                let begin = end
                end = text.end(from: begin, limit: 4) { $0.isHexadecimal }
                if end == begin { break }
                if text.scalar(at: end) == ".", let quad = Groups.endOfQuad(text, at: begin) {
                    ranges += [begin..<quad, begin..<quad]
                    end = quad
                    break
                }
                ranges.append(begin..<end)
                if text.scalar(at: end).isWord {
                    isTorn = true
                    end = text.end(from: end) { $0.isWord }
                    break
                }
                guard text.scalar(at: end) == ":" else { break }
                if !isCompressed, text.scalar(at: end + 1) == ":" {
                    isCompressed = true
                    end += 2
                } else if ranges.count < 8, text.scalar(at: end + 1).isHexadecimal {
                    end += 1
                } else {
                    break
                }
            }
            let port = text.endOfPort(from: end)
            isTooLong = text.scalar(at: end) == ":" && port == end && text.scalar(at: end + 1).isHexadecimal
            end = port
        }

        var areAddress: Bool {
            if isTorn { return isCompressed && ranges.count > 2 }
            return isCompressed ? ranges.count > 1 : ranges.count >= 8 && !isTooLong
        }

        func beginning(_ text: [Unicode.Scalar]) -> String {
            guard ranges.count > 1, ranges[1].lowerBound == ranges[0].upperBound + 1 else { return text.text(ranges[0]) }
            return text.text(ranges[0]) + ":" + text.text(ranges[1].clamped(to: ranges[1].lowerBound..<ranges[1].lowerBound + 4))
        }

        /// The end of `203.0.113.7`.
        private static func endOfQuad(_ text: [Unicode.Scalar], at start: Int) -> Int? {
            var end = start
            for number in 0..<4 {
                if number > 0 {
                    guard text.scalar(at: end) == "." else { return nil }
                    end += 1
                }
                let begin = end
                end = text.end(from: begin, limit: 3) { $0.isPlainDigit }
                if end == begin { return nil }
            }
            return end
        }
    }
}

extension [Unicode.Scalar] {
    fileprivate func end(from start: Int, limit: Int, while isPart: (Unicode.Scalar) -> Bool) -> Int {
        var end = start
        while end < count, end - start < limit, isPart(self[end]) { end += 1 }
        return end
    }

    /// Behind `%eth0`. https://www.rfc-editor.org/rfc/rfc4007#section-11
    fileprivate func endOfZone(from start: Int) -> Int {
        guard scalar(at: start) == "%" else { return start }
        return end(from: start + 1) { $0.isWord || "._-~".unicodeScalars.contains($0) }
    }
}
