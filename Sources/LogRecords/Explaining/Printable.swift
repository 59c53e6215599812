extension String {
    /// The text as a person may see it: what is written like an IP or e-mail address is masked, then all is `escaped`.
    ///
    /// What comes from a log line, a file's name or the network passes through here before it reaches a person.
    package func printable(limit: Int = 512) -> String { Mask.addresses.masked(self).escaped(limit: limit) }

    /// The text with everything that could command a terminal or hide in a page replaced: controls, line ends and
    /// bidirectional or zero-width formatting become `\u{1b}` and the like; at most `limit` characters, then `...`.
    ///
    /// Alone only for what the person typed, and for what was masked before.
    package func escaped(limit: Int = 512) -> String {
        var text = ""
        var count = 0
        for scalar in unicodeScalars {
            guard count < limit else { return text + "..." }
            count += 1
            if scalar.isHidden {
                text += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    /// Whether it could command a terminal or hide in a page: a control, a line end, bidirectional or zero-width
    /// formatting, or nothing that Unicode knows.
    package var isHidden: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }
}
