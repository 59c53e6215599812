/// What of a value may be shown under a rule.
enum Masking {
    /// `nil`: only its size.
    static func shown(_ value: String, by rule: ShownPaths.Rule) -> String? {
        switch rule {
        case .whole: value
        case .words(let words): words.contains(value) ? value : nil
        case .address: address(value)
        case .personal: personal(value)
        }
    }

    /// A URL or a path without query, fragment, user and password.
    static func address(_ value: String) -> String {
        var shown = String(value.prefix { $0 != "?" && $0 != "#" })
        if shown.utf8.count < value.utf8.count { shown += "?***" }
        let parts = shown.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count > 2, parts[0].hasSuffix(":"), parts[1].isEmpty, let at = parts[2].lastIndex(of: "@") else { return shown }
        var kept = parts.map(String.init)
        kept[2] = "***" + parts[2][at...]
        return kept.joined(separator: "/")
    }

    /// Of an address its first two octets or groups, of anything else its first two characters, of a short text nothing.
    static func personal(_ value: String) -> String {
        if value.isEmpty { return value }
        if let network = network(value) { return network }
        return value.count > 4 ? String(value.prefix(2)) + "***" : "***"
    }

    private static func network(_ value: String) -> String? {
        let octets = value.prefix { $0 != ":" }.split(separator: ".", omittingEmptySubsequences: false)
        if octets.count == 4, octets.allSatisfy({ UInt8($0) != nil }) { return "\(octets[0]).\(octets[1]).*.*" }
        let bare = value.drop { $0 == "[" }
        let groups = bare.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count > 2, groups.prefix(2).allSatisfy({ $0.utf8.count <= 4 && $0.allSatisfy(\.isHexDigit) }) else {
            return nil
        }
        return "\(groups[0]):\(groups[1]):*"
    }
}
