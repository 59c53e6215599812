/// In how many of the lines that were looked at a source had a key, with a value of one kind.
///
/// A key whose value is `null` is not there: whether a vendor leaves a key out or writes `null` says the same.
package struct FieldCount: Sendable, Hashable {
    /// What JSON calls the value of a key.
    package enum Kind: String, Sendable, CaseIterable {
        /// The lines that were looked at; the path is empty.
        case line
        case text, number, flag, list, object
    }

    package var day: Day
    /// The format's name and, behind a blank, which kind of its lines, where it has several.
    package var source: String
    /// As the line writes it, with a dot into an object: `RequestHeaders.x-request-id`.
    package var path: String
    package var kind: Kind
    package var lines: Int64

    package init(day: Day, source: String, path: String, kind: Kind, lines: Int64) {
        self.day = day
        self.source = source
        self.path = path
        self.kind = kind
        self.lines = lines
    }

    /// The format's name in what `source` says.
    package static func name(ofSource source: String) -> String { source.split(separator: " ").first.map(String.init) ?? source }
}
