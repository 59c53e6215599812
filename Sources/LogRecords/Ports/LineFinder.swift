/// Finds lines by the identifiers that they carry: a store, or lines that somebody holds in memory.
package protocol LineFinder {
    /// The sightings that carry any of these identifiers in any identifier field, on the days asked for.
    ///
    /// Every hit is verified on the row. At most `limit` rows an identifier are read, and `carried` says how many there
    /// were.
    func sightings(carrying identifiers: [CanonicalIdentifier], on days: DaySelection, limit: Int) throws -> IdentifierMatches
}
