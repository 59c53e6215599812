/// A failure that can tell a person what, where, and what to try. It never repeats the contents of a log line.
package protocol Explained: Error, Sendable {
    var explanation: Explanation { get }
}

/// What a person reads of a failure: lower case, no full stop.
package struct Explanation: Sendable, Equatable {
    package var what: String
    /// The file, the position, the option.
    package var place: String?
    package var hint: String?

    package init(_ what: String, at place: String? = nil, hint: String? = nil) {
        self.what = what
        self.place = place
        self.hint = hint
    }
}
