extension String {
    /// The text in at most `width` characters: its middle gives way, since names of shards differ at both ends.
    func shortened(to width: Int) -> String {
        guard count > width else { return self }
        guard width > 3 else { return String(prefix(max(0, width))) }
        let kept = width - 3
        return prefix(kept / 2) + "..." + suffix(kept - kept / 2)
    }

    /// The text with blanks behind it, `width` characters at least.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }

    /// The text with blanks before it, `width` characters at least.
    func rightAligned(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
