import LogRecords

/// Replaces personal texts inside strings: those that it was told, and anything that is written like an IPv4 or IPv6 address.
struct Mask {
    /// A shorter text (a numeric user id) would hit ids and counts that are not personal; such a text is masked only where it is the whole string.
    private static let shortestInside = 4
    private let texts: [[UInt8]]

    init(_ personal: [String]) {
        texts = Set(personal.map { $0.lowercased() }).filter { !$0.isEmpty }.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
            .map { Array($0.utf8) }
    }

    /// The text with every personal part of it cut down to its first two characters and `***`.
    func masked(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let lower = bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
        guard !lower.isEmpty else { return text }
        if texts.contains(lower) { return stub(bytes[...]) }
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard isWordByte(bytes[index]) else {
                out.append(bytes[index])
                index += 1
                continue
            }
            let end = bytes[index...].firstIndex { !isWordByte($0) } ?? bytes.count
            out += masked(word: bytes[index..<end], lower: lower[index..<end])
            index = end
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The same for a text that may be absent.
    func masked(_ text: String?) -> String? { text.map { masked($0) } }

    /// A run of letters, digits and what addresses, hosts and hashes hold.
    private func masked(word: ArraySlice<UInt8>, lower: ArraySlice<UInt8>) -> [UInt8] {
        var core = lower
        while let last = core.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ":") { core = core.dropLast() }
        let tail = word[core.endIndex...]
        for text in texts where text.count >= Mask.shortestInside {
            guard core.elementsEqual(text) || hasPort(core, after: text) else { continue }
            return Array(stub(word[core.indices]).utf8) + Array(tail)
        }
        guard let kept = addressPrefix(core) else { return Array(word) }
        return Array((kept + "***").utf8) + Array(tail)
    }

    private func hasPort(_ word: ArraySlice<UInt8>, after text: [UInt8]) -> Bool {
        guard word.count > text.count + 1, word.starts(with: text) else { return false }
        let rest = word.dropFirst(text.count)
        return rest.first == UInt8(ascii: ":") && rest.dropFirst().allSatisfy { (48...57).contains($0) }
    }

    private func stub(_ bytes: ArraySlice<UInt8>) -> String {
        String(String(decoding: bytes, as: UTF8.self).prefix(2)) + "***"
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 0x80...: true
        default: ".-_:+@=/".utf8.contains(byte) && byte != UInt8(ascii: "/")
        }
    }
}

/// What may be shown of an address: two octets, or the first two groups; `nil` for what is no address.
private func addressPrefix(_ word: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: word, as: UTF8.self)
    let octets = text.split(separator: ".", omittingEmptySubsequences: false)
    if octets.count == 4 {
        let last = octets[3].split(separator: ":", maxSplits: 1).first ?? ""
        let numbers = (Array(octets[0..<3]) + [last]).map { $0.count <= 3 ? UInt8($0) : nil }
        return numbers.contains(nil) ? nil : "\(octets[0]).\(octets[1])."
    }
    let groups = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (3...9).contains(groups.count), text.contains("::") || groups.count == 8,
        groups.allSatisfy({ $0.utf8.count <= 4 && $0.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) } })
    else { return nil }
    return groups.prefix(2).joined(separator: ":") + ":"
}
