extension String {
    /// The beginning of a text that came from outside, as a line may hold it: at most so many bytes, and nothing in it
    /// that commands a terminal or hides in a page (controls, also those above ASCII, line ends, bidirectional and
    /// zero-width marks) but a U+FFFD in its place.
    ///
    /// Counted in bytes: one character may be as long as its combining marks make it.
    package func recordable(_ mostBytes: Int) -> String {
        if utf8.count <= mostBytes, utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
        var text = ""
        for scalar in unicodeScalars {
            let shown = scalar.isHidden ? "\u{FFFD}" : scalar
            guard text.utf8.count + UTF8.width(shown) <= mostBytes else { break }
            text.unicodeScalars.append(shown)
        }
        return text
    }
}
