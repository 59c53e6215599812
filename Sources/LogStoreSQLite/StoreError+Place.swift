import LogRecords

extension StoreError {
    /// The file that the failure is about.
    var file: String? {
        switch self {
        case .newerSchema(let file, _, _), .sqlite(let file, _, _), .damaged(let file, _): file
        case .file(let path, _, _): path
        case .noStore, .notAStore, .keepsChanging, .shardKnown, .unknownShard: nil
        }
    }

    /// Whether the failure is about one of the two files of a segment.
    func isAbout(_ segment: CatalogSegment, in folder: StoreFolder) -> Bool {
        guard let file else { return false }
        let stem = folder.path + "/" + segment.name
        return file == stem + ".sqlite" || file == stem + ".ids"
    }
}
