/// Something that a check of a store found, and where.
package struct StoreFinding: Sendable, Equatable {
    /// A closed list; the names are what the program prints.
    package enum Kind: String, Sendable, CaseIterable {
        case catalogDamaged = "catalog_damaged"
        case segmentMissing = "segment_missing"
        case segmentDamaged = "segment_damaged"
        case segmentVersion = "segment_version"
        /// The system does not let it be read; its content may be whole.
        case segmentUnreadable = "segment_unreadable"
        /// The segment is sound in itself and not what the catalog says.
        case segmentDiffers = "segment_differs"
        /// Nothing is known to be wrong, and nothing would tell if a value were.
        case notSealed = "not_sealed"
        case identifiersDamaged = "identifiers_damaged"
        /// A row cannot be found by one of its identifiers.
        case identifierLost = "identifier_lost"
        /// What spares look-ups the opening of segments. Where its seals are broken they are not spared it, and answer.
        case filtersDamaged = "filters_damaged"
        /// Stored requests are not as they were made, or do not have the lines that they should.
        case requestsDamaged = "requests_damaged"
        /// Rows and ledger do not agree.
        case tally
        /// Against a manifest.
        case fileDiffers = "file_differs"
        case fileMissing = "file_missing"
        case fileNew = "file_new"
        case shardChanged = "shard_changed"
        case shardDamaged = "shard_damaged"
        /// A link, or something else that no writer makes, under a name that writers work with; or a schema that is
        /// none of ours.
        case foreign
        /// More may read files than the store is for.
        case modes
        /// A file that a run left behind; the next one deletes it.
        case leftover
    }

    package var kind: Kind
    /// Below the store's folder, or the shard's path.
    package var place: String
    /// Lower case, no full stop.
    package var what: String

    package init(_ kind: Kind, at place: String, _ what: String) {
        self.kind = kind
        self.place = place
        self.what = what
    }

    /// Whether answers are as good as without it.
    package var isHarmless: Bool { kind == .leftover || kind == .notSealed || kind == .modes }
}
