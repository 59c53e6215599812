import LogRecords

/// What of a value may be shown under a rule.
struct Masking {
    let mask: Mask

    /// `nil`: only its size.
    func shown(_ value: String, by rule: ShownPaths.Rule) -> String? {
        switch rule {
        case .operators: mask.maskedMailboxes(value)
        case .whole: mask.masked(value)
        case .words(let words): words.contains(value) ? value : nil
        // The mask sees the whole: a cut through an e-mail address would leave its beginning.
        case .call: Masking.withoutQuery(mask.maskedMailboxes(Masking.withoutUser(value)))
        case .address: Masking.withoutQuery(mask.masked(Masking.withoutUser(value)))
        case .personal: Mask.beginning(of: value)
        }
    }

    /// A URL or a path without query and fragment.
    private static func withoutQuery(_ value: String) -> String {
        let shown = value.prefix { $0 != "?" && $0 != "#" }
        return shown.endIndex == value.endIndex ? value : shown + "?***"
    }

    /// A URL without user and password. https://www.rfc-editor.org/rfc/rfc3986#section-3.2
    private static func withoutUser(_ value: String) -> String {
        guard let scheme = value.firstRange(of: "://"), !value[..<scheme.lowerBound].contains("/") else { return value }
        let authority = value[scheme.upperBound...].prefix { !"/?#".contains($0) }
        guard let at = authority.lastIndex(of: "@") else { return value }
        return value[..<scheme.upperBound] + "***" + value[at...]
    }
}
