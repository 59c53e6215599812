/// A day of a store: what goes with it.
package struct StoredDay: Sendable, Equatable {
    package var day: Day
    package var segments: Int
    package var rows: Int64
    package var bytes: Int64

    package init(day: Day, segments: Int, rows: Int64, bytes: Int64) {
        self.day = day
        self.segments = segments
        self.rows = rows
        self.bytes = bytes
    }
}
