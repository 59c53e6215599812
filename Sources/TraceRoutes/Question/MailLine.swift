/// A line of a mail whose text is broken over several.
package enum MailLine {
    /// A longer line is no mail's: no id and no paste is as long.
    package static let longest = 1 << 20

    /// Whether a line goes on in the next: a mail's lines are broken so, and end in `=`. An id may end so too, but
    /// holds no blank.
    package static func goesOn(_ line: some BidirectionalCollection<UInt8>) -> Bool {
        guard let last = line.last(where: { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: " ") }) else { return false }
        return last == UInt8(ascii: "=") && line.contains { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ":") }
            && line.count < longest
    }
}
