import Glibc
package import LogRecords

/// What keeps a store from being opened, read or written.
package enum StoreError: Explained, Equatable {
    case noStore(folder: String)
    case notAStore(folder: String)
    case fileForFolder(path: String)
    /// Days with segments, and no catalog, or an empty one.
    case lostCatalog(folder: String)
    /// It is to be made again, and there is no need.
    case catalogIsWhole(file: String)
    case newerSchema(file: String, version: Int, known: Int)
    /// SQLite's own words and its result code; never a bound value.
    case sqlite(file: String, message: String, code: Int)
    case file(path: String, action: String, code: Int32)
    case damaged(file: String, what: String)
    /// Something lies in the store that no program of ours puts there, and that is not looked into.
    case foreign(path: String, what: String)
    /// It holds what no program of ours wrote there.
    case damagedCatalog(file: String, what: String)
    /// The same of what is kept of requests, all of which can be made again.
    case damagedRequests(file: String, what: String)
    /// Segments vanished again and again while they were asked.
    case keepsChanging(folder: String)
    /// The digests of the files could not be had.
    case noDigests(folder: String, why: String)
    /// A row, or a text of it, that is longer than a page of a segment takes.
    case tooLong(bytes: Int, shard: Int64? = nil, line: Int64? = nil)
    case tooManyRows(file: String)
    /// One day has more lines, or more segments, than can be put together.
    case tooManyToConnect(rows: Int, segments: Int)
    /// SQLite's empty file is not what pages are written for.
    case unforeseenLayout(file: String, version: String, what: String)
    /// A segment that was just written is not read as it should be.
    case misbuilt(file: String, what: String)
    /// None of those that the environment may ask for.
    case unknownSegmentWriter(String)
    case shardKnown(path: String)
    case unknownShard(number: Int64)

    package var explanation: Explanation {
        switch self {
        case .noStore(let folder):
            Explanation("there is no store", at: folder, hint: "load logs first: trace ingest PATH... --store \(folder)")
        case .notAStore(let folder):
            Explanation(
                "the folder has files and is no store", at: folder,
                hint: "name a store's folder with --store; to load logs, an empty or a new one")
        case .lostCatalog(let folder):
            Explanation(
                "the catalog is lost: there are days, and nothing says what is in them", at: folder,
                hint: "trace verify --rebuild-catalog --store \(folder) makes it from them")
        case .catalogIsWhole(let file):
            Explanation(
                "the catalog is whole, and a new one would know less", at: file,
                hint: "without --rebuild-catalog the store is checked; to make it all the same, move this file away first")
        case .fileForFolder(let path):
            Explanation("a store is a folder, and this is a file", at: path, hint: "name a store's folder with --store")
        case .newerSchema(let file, let version, let known):
            Explanation(
                "written by a newer version (schema \(version), this program knows \(known))", at: file,
                hint: "use the version that wrote it, or a later one")
        case .sqlite(let file, let message, let code):
            Explanation("SQLite says: \(message) (code \(code))", at: file, hint: StoreError.hint(forSQLite: code))
        case .file(let path, let action, let code):
            Explanation("cannot \(action): \(systemMessage(code))", at: path, hint: StoreError.hint(forSystem: code))
        case .damaged(let file, let what):
            Explanation(
                "the file is damaged: \(what)", at: file, hint: "trace verify says what else is; the others answer without it")
        case .foreign(let path, let what):
            Explanation(
                "the store was changed by somebody else: \(what)", at: path,
                hint: "have a look at it, and move it away; or load the shards into a new store")
        case .damagedCatalog(let file, let what):
            Explanation(
                "the catalog is damaged: \(what.printable())", at: file,
                hint: "trace verify --rebuild-catalog makes it again from the segments")
        case .damagedRequests(let file, let what):
            Explanation(
                "the stored requests are damaged: \(what.printable())", at: file,
                hint: "trace requests --again makes them anew from the lines")
        case .keepsChanging(let folder):
            Explanation(
                "segments vanished while they were asked, three times", at: folder,
                hint: "ask again; if it stays so, its files were deleted: load the shards again into a new store")
        case .noDigests(let folder, let why):
            Explanation(
                "sha256sum did not give the digests of the files: \(why)", at: folder,
                hint: "try again when no writer is at work; sha256sum is a part of GNU coreutils")
        case .tooLong(let bytes, let shard, let line):
            Explanation(
                "a row of \(bytes) bytes is longer than a segment's page takes (\(TablePages.longestRow))",
                at: shard.map { "shard \($0), line \(line ?? 0)" }, hint: "\(SegmentWriting.variable)=sql stores it")
        case .tooManyRows(let file):
            Explanation("a segment is asked to hold more than \(SegmentBuilder.mostRows) rows", at: file)
        case .tooManyToConnect(let rows, let segments):
            Explanation(
                "a day has \(rows) lines or more in \(segments) segments, which is more than can be put together to requests",
                hint: "one request is still found by its id")
        case .unforeseenLayout(let file, let version, let what):
            Explanation(
                "this SQLite (\(version)) lays files out in another way than is known: \(what)", at: file,
                hint: "\(SegmentWriting.variable)=sql assumes nothing of it, and is slower")
        case .misbuilt(let file, let what):
            Explanation(
                "a segment was built that SQLite does not read as it should, and nothing was published: \(what)", at: file,
                hint: "this is a fault of the program; \(SegmentWriting.variable)=sql goes round it, and is slower")
        case .unknownSegmentWriter(let word):
            Explanation(
                "there is no way of writing segments with this name: \(word.printable(limit: 60))", at: SegmentWriting.variable,
                hint: "it is one of \(SegmentWriting.allCases.map(\.rawValue).joined(separator: ", ")), or not set")
        case .shardKnown(let path):
            Explanation("a shard of the same content was loaded meanwhile", at: path)
        case .unknownShard(let number):
            Explanation("shard \(number) was never begun, or has ended")
        }
    }

    /// https://www.sqlite.org/rescode.html
    private static func hint(forSQLite code: Int) -> String? {
        switch code & 0xFF {
        case 5, 6: "another program holds the file; try again"
        case 11, 26: "the file is damaged; load its shards again into a new store"
        case 13: fullDisk
        case 3, 8, 14: "ask for the right to read it, or name another store with --store"
        default: nil
        }
    }

    private static func hint(forSystem code: Int32) -> String? {
        switch code {
        case ENOSPC, EDQUOT: fullDisk
        case EACCES, EPERM, EROFS: "ask for the right to it, or name another store with --store"
        case ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG: "check the path that --store names"
        default: nil
        }
    }

    private static let fullDisk = "the disk is full: make room, and run the same command again; what was loaded before is kept"
}
