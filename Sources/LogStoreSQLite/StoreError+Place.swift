import GRDBSQLite
import Glibc
import LogRecords

extension StoreError {
    /// The file that the failure is about.
    var file: String? {
        switch self {
        case .newerSchema(let file, _, _), .sqlite(let file, _, _), .damaged(let file, _), .damagedCatalog(let file, _),
            .damagedRequests(let file, _):
            file
        case .file(let path, _, _), .foreign(let path, _): path
        case .tooManyRows(let file), .unforeseenLayout(let file, _, _), .misbuilt(let file, _): file
        case .noStore, .notAStore, .fileForFolder, .lostCatalog, .catalogIsWhole, .keepsChanging, .noDigests, .tooLong,
            .tooManyToConnect, .unknownSegmentWriter, .shardKnown, .unknownShard:
            nil
        }
    }

    /// The same with the line that it came from, where that is what it lacks.
    func at(_ shard: Int64?, line: Int64?) -> StoreError {
        guard case .tooLong(let bytes, nil, nil) = self else { return self }
        return .tooLong(bytes: bytes, shard: shard, line: line)
    }

    /// Whether the failure is about one of the two files of a segment.
    func isAbout(_ segment: CatalogSegment, in folder: StoreFolder) -> Bool {
        guard let file else { return false }
        let stem = folder.path + "/" + segment.name
        return file == stem + ".sqlite" || file == stem + ".ids"
    }

    /// Whether asking again would fail again: the file is what is wrong, and not the moment or the machine.
    var isLasting: Bool {
        switch self {
        case .damaged, .damagedCatalog, .damagedRequests, .newerSchema: true
        case .file(_, _, let code): ![EMFILE, ENFILE, ENOMEM].contains(code)
        // SQLite does not say why it cannot open a file; one that may be read was not the reason.
        case .sqlite(let file, _, let code):
            switch Int32(truncatingIfNeeded: code & 0xFF) {
            case SQLITE_CANTOPEN: access(file, R_OK) != 0
            case SQLITE_NOMEM, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT: false
            default: true
            }
        case .noStore, .notAStore, .fileForFolder, .foreign, .lostCatalog, .catalogIsWhole, .keepsChanging, .noDigests, .tooLong,
            .tooManyRows, .unforeseenLayout, .misbuilt, .tooManyToConnect, .unknownSegmentWriter, .shardKnown, .unknownShard:
            false
        }
    }

    /// Whether the content of a file is not what was written: no question of rights, of the version or of the moment.
    var isDamage: Bool {
        switch self {
        case .damaged, .damagedCatalog, .damagedRequests, .lostCatalog, .notAStore: true
        case .sqlite(_, _, let code): [SQLITE_CORRUPT, SQLITE_NOTADB].contains(Int32(truncatingIfNeeded: code & 0xFF))
        case .noStore, .fileForFolder, .foreign, .catalogIsWhole, .newerSchema, .file, .keepsChanging, .noDigests, .tooLong,
            .tooManyRows, .unforeseenLayout, .misbuilt, .tooManyToConnect, .unknownSegmentWriter, .shardKnown, .unknownShard:
            false
        }
    }
}
