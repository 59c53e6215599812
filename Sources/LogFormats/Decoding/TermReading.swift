import LogRecords
import Places

/// Makers of terms: what a value that was never seen becomes. Each gets bytes that may be no UTF-8, and gives valid
/// UTF-8 or refuses.
///
/// They run once per value; afterwards the table of terms knows it.
enum TermReading {
    /// Longer texts are dropped: no term of a vendor's is so long, and hostile ones would fill the table.
    static let longest = 4096

    static func plain(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        isUTF8(raw) ? [UInt8](raw) : nil
    }

    static func upper(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        plain(raw)?.map { (97...122).contains($0) ? $0 - 32 : $0 }
    }

    static func lower(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        plain(raw).map(lowerCase)
    }

    private static func lowerCase(_ text: [UInt8]) -> [UInt8] { text.map { (65...90).contains($0) ? $0 + 32 : $0 } }

    static func uuid(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        LogRecords.uuid(raw) == nil ? nil : lower(raw)
    }

    /// The suffix of a ray header: letters, digits and further dashes, as in `ORD-X`.
    static func colo(_ suffix: UnsafeRawBufferPointer) -> [UInt8]? {
        guard let text = upper(suffix) else { return nil }
        return text.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") } ? text : nil
    }

    /// An address without its port and brackets.
    static func address(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        guard let text = plain(raw), text.count <= 64, text.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let colon = UInt8(ascii: ":")
        if text.first == UInt8(ascii: "[") {
            guard let close = text.firstIndex(of: UInt8(ascii: "]")), close > 1 else { return nil }
            let bare = text[1..<close]
            // `[filtered]` is what GitLab writes where it will not say.
            return bare.contains(colon) && bare.allSatisfy(isOfAddress) ? lowerCase(Array(bare)) : nil
        }
        // One colon parts an IPv4 address from its port; more are IPv6, whose digits have no case.
        // https://www.rfc-editor.org/rfc/rfc5952#section-4.3
        guard text.count(where: { $0 == colon }) == 1, let port = text.firstIndex(of: colon) else { return lowerCase(text) }
        return port > 0 ? Array(text[..<port]) : nil
    }

    /// The path of a URL or of a request's target, without query and fragment.
    static func path(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        guard var text = plain(raw)?[...] else { return nil }
        if let authority = afterScheme(text) {
            text = text[authority...]
            text = text[(text.firstIndex { $0 == UInt8(ascii: "/") || isPathEnd($0) } ?? text.endIndex)...]
        }
        let path = text.prefix { !isPathEnd($0) }
        return path.isEmpty ? [UInt8(ascii: "/")] : Array(path)
    }

    /// The host of a URL, or a bare host, lower case, without user and port.
    static func host(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        guard let text = lower(raw)?[...] else { return nil }
        let authority = afterScheme(text)
        var host = text[(authority ?? text.startIndex)...].prefix { $0 != UInt8(ascii: "/") && !isPathEnd($0) }
        if let at = host.lastIndex(of: UInt8(ascii: "@")) {
            // Only a URL has a user in front of its host; what looks so without one is a person's address.
            guard authority != nil else { return nil }
            host = host[(at + 1)...]
        }
        if host.first == UInt8(ascii: "[") {
            host = host.prefix { $0 != UInt8(ascii: "]") }.dropFirst()
        } else if host.count(where: { $0 == UInt8(ascii: ":") }) == 1 {
            host = host.prefix { $0 != UInt8(ascii: ":") }
        }
        // The root's dot names the same host. https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2
        if host.count > 1, host.last == UInt8(ascii: ".") { host = host.dropLast() }
        return host.isEmpty || host.contains { $0 <= 0x20 } ? nil : Array(host)
    }

    static func provider(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        guard let word = plain(raw) else { return nil }
        return ProviderNames.canonical(String(decoding: word, as: UTF8.self)).map { Array($0.utf8) }
    }

    /// Hexadecimal digits, colons, dots; a zone after `%`.
    private static func isOfAddress(_ byte: UInt8) -> Bool {
        JSONText.hexadecimalDigit(byte) != nil
            || [UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "%")].contains(byte)
    }

    private static func isPathEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }

    /// The index behind `scheme://`.
    private static func afterScheme(_ text: ArraySlice<UInt8>) -> Int? {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), text[colon...].starts(with: "://".utf8),
            text[..<colon].allSatisfy({ (97...122).contains($0 | 0x20) || (43...57).contains($0) })
        else { return nil }
        return colon + 3
    }
}

/// Places and models.
extension TermReading {
    static func region(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        switch GoogleLocation(raw) {
        case .region: [UInt8](raw)
        case .zone(let regionLength): [UInt8](raw[..<regionLength])
        case nil: nil
        }
    }

    static func zone(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        if case .zone = GoogleLocation(raw) { [UInt8](raw) } else { nil }
    }

    /// The model's name without its provider.
    static func model(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        plain(raw).map { Array(ModelIdentifier(String(decoding: $0, as: UTF8.self)).model.utf8) }
    }

    /// The host of a call's address.
    static func callHost(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        plain(raw).flatMap { ProviderAddress(url: String(decoding: $0, as: UTF8.self)) }.map { Array($0.host.utf8) }
    }

    static func callProvider(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        plain(raw).flatMap { ProviderAddress(url: String(decoding: $0, as: UTF8.self))?.provider }.map { Array($0.utf8) }
    }

    static func callLocation(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        plain(raw).flatMap { ProviderAddress(url: String(decoding: $0, as: UTF8.self))?.location }.map { Array($0.utf8) }
    }

    /// A JSON list of texts, with commas between; `nil` where it has anything else.
    static func list(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        var texts: [[UInt8]] = []
        var index = 0
        while index < raw.count {
            switch raw[index] {
            case UInt8(ascii: "\""):
                var end = index + 1
                while end < raw.count, raw[end] != UInt8(ascii: "\"") { end += raw[end] == UInt8(ascii: "\\") ? 2 : 1 }
                guard end < raw.count, let text = unescaped(UnsafeRawBufferPointer(rebasing: raw[(index + 1)..<end])) else {
                    return nil
                }
                texts.append(text)
                index = end + 1
            case 0...0x20, UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","): index += 1
            default: return nil
            }
        }
        return Array(texts.joined(separator: ",".utf8)).withUnsafeBytes(plain)
    }

    static func callGrain(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        callLocation(raw).flatMap { $0.withUnsafeBytes(grain) }
    }

    /// Of a call's address it is the address that states the location.
    static func callSource(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        callLocation(raw).map { _ in Array("address".utf8) }
    }

    static func grain(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        plain(raw).map { Array(Places.grain(ofLocation: String(decoding: $0, as: UTF8.self)).rawValue.utf8) }
    }

    static func callModel(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        plain(raw).flatMap { ProviderAddress(url: String(decoding: $0, as: UTF8.self))?.model }.map { Array($0.utf8) }
    }

    static func modelProvider(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
        plain(raw).flatMap { ModelIdentifier(String(decoding: $0, as: UTF8.self)).provider }.map { Array($0.utf8) }
    }
}
