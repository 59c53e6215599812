/// One label of a host in the table of providers' hosts.
enum HostLabel: Sendable {
    case exactly(String)
    case anything
    /// A place, perhaps with something behind it: `{any}-aiplatform`.
    case place(Kind, suffix: String)

    /// Which words can be the place.
    enum Kind: Sendable {
        case oneOf([String])
        /// A region of AWS, known or new: `us-gov-west-1`.
        case aws
        /// A region of Azure; its names have no shape that a resource's name could not have, so only known ones are
        /// places.
        case azure
        case any
    }

    /// Reads a label as the table writes it.
    init(_ text: Substring) {
        guard text.first == "{", let end = text.firstIndex(of: "}") else {
            self = text == "*" ? .anything : .exactly(String(text))
            return
        }
        let kind: Kind =
            switch text[..<end].dropFirst() {
            case "aws": .aws
            case "azure": .azure
            case "any": .any
            case let words: .oneOf(words.split(separator: ",").map(String.init))
            }
        self = .place(kind, suffix: String(text[text.index(after: end)...]))
    }

    /// The place that `text` names: empty where this label is none, `nil` where `text` is not such a label.
    func place(in text: Substring) -> Substring? {
        switch self {
        case .exactly(let label): return text == label ? "" : nil
        case .anything: return text.isEmpty ? nil : ""
        case .place(let kind, let suffix):
            guard text.hasSuffix(suffix) else { return nil }
            let place = text.dropLast(suffix.count)
            return kind.holds(place) ? place : nil
        }
    }
}

extension HostLabel.Kind {
    fileprivate func holds(_ place: Substring) -> Bool {
        switch self {
        case .oneOf(let words): words.contains { $0 == place }
        case .azure:
            !place.contains("-") && Places.location(String(place)) != nil && Places.grain(ofLocation: String(place)) == .region
        case .any: isName(place) && place != "global"
        case .aws: isAWSRegion(place)
        }
    }

    /// Letters, digits and hyphens, a letter first.
    private func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
    }

    /// Words and, at the end, a number: `ap-southeast-2`.
    private func isAWSRegion(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (3...5).contains(parts.count), let number = parts.last, (1...2).contains(number.utf8.count) else { return false }
        return number.utf8.allSatisfy(isDigit) && parts.dropLast().allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isLetter) }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
