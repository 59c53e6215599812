/// A part of a store that is damaged or gone: the others answer without it, and whoever asks must say so.
package struct UnreadablePart: Sendable, Equatable {
    /// As `trace verify` names it too.
    package var name: String
    /// The day of its rows; `nil`: it may hold rows of any day.
    package var day: Day?
    /// Lower case, no full stop.
    package var why: String

    package init(name: String, day: Day?, why: String) {
        self.name = name
        self.day = day
        self.why = why
    }
}
