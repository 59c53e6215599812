/// How text is to look: who reads it, and where.
package struct TextStyle: Sendable {
    /// Narrower terminals wrap lines themselves; on wider ones nobody reads to the end of a line.
    package static let widths = 60...200

    package var colour: Bool
    package var zone: DisplayZone
    /// Prose and lists are wrapped to so many columns.
    package var columns: Int
    /// Whether a name that is too wide for its column is cut, and a word that is longer than a line is broken: on a
    /// terminal. In a pipe everything is whole, whatever its width.
    package var fits: Bool

    package init(colour: Bool = false, zone: DisplayZone = .utc, columns: Int = 80, fits: Bool = true) {
        self.colour = colour
        self.zone = zone
        self.columns = min(Self.widths.upperBound, max(Self.widths.lowerBound, columns))
        self.fits = fits
    }
}
