import Glibc
import LogRecords
import OwnedFiles

/// Where things lie in a store: the catalog, a folder for each day, segments in pairs of files.
struct StoreFolder: Sendable {
    let path: String

    var catalog: String { path + "/catalog.sqlite" }
    var lock: String { path + "/.lock" }
    var filters: String { path + "/" + StoreFolder.filters }

    /// Where a day's segments lie: `2026-11-22`, or `undated`.
    func folder(of day: Day?) -> String {
        path + "/" + StoreFolder.name(of: day)
    }

    static func name(of day: Day?) -> String {
        day.map(\.description) ?? undated
    }

    /// A segment that is being built has a hidden name in the store's own folder, so that one rename publishes it.
    func hidden(_ name: String) -> String {
        path + "/" + StoreFolder.hiddenPrefix + name
    }

    var isThere: Bool { exists(catalog) }

    /// Why the path cannot be a store that may be opened; `nil` where it can, or where nothing is there.
    var obstacle: StoreError? {
        var status = stat()
        if stat(path, &status) != 0 {
            return errno == ENOENT ? nil : StoreError.file(path: path, action: "open the store", code: errno)
        }
        if status.st_mode & S_IFMT != S_IFDIR { return StoreError.fileForFolder(path: path) }
        if Glibc.access(path, R_OK | X_OK) != 0 { return StoreError.file(path: path, action: "open the store", code: errno) }
        return nil
    }

    /// Whether any day has segments.
    var hasSegments: Bool { !segmentNames.isEmpty }

    /// Whether the catalog can and must be read without its write-ahead log: nothing is pending there, and it could not
    /// be opened.
    var needsNoLog: Bool {
        var log = stat()
        let hasLog = stat(catalog + "-wal", &log) == 0
        // With both files there, even one who may write neither reads beside a writer.
        if hasLog && (log.st_size > 0 || exists(catalog + "-shm")) { return false }
        return Glibc.access(path, W_OK) != 0 || Glibc.access(catalog, W_OK) != 0
    }

    /// Who may read what is in the store: as its catalog has it, else a segment; of a new store the owner alone.
    var access: FileAccess {
        var status = stat()
        let segment = segmentNames.first.map { path + "/" + $0 + ".sqlite" }
        for file in [catalog, segment] {
            if let file, lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG { return .same(as: status) }
        }
        return .owner
    }

    /// As the folder has it, or its segments, if those are for fewer: a catalog that is to be made again may be
    /// somebody's own.
    var accessOfCatalogLost: FileAccess {
        let segment = segmentNames.first.map { path + "/" + $0 + ".sqlite" }
        return [path, segment].compactMap { file -> FileAccess? in
            var status = stat()
            guard let file, lstat(file, &status) == 0 else { return nil }
            return .same(as: status)
        }.min { $0.fileMode < $1.fileMode } ?? .owner
    }

    /// Of a new store, where nothing is asked for: a folder that somebody made for a group keeps it.
    var accessOfNew: FileAccess {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_ISGID != 0, status.st_mode & 0o007 == 0 else { return .owner }
        return .same(as: status)
    }

    /// The segments that have at least one of their files, listed or not, with their day's folder.
    var segmentNames: [String] {
        Set(unlisted([]).map { String($0.prefix { $0 != "." }) }).sorted()
    }

    /// The files that the next writer deletes, as paths below the store.
    func leftovers(listed: Set<String>) -> [String] {
        (names(in: path) ?? []).filter { $0.hasPrefix(StoreFolder.hiddenPrefix) } + unlisted(listed)
    }

    /// Segments' files in day folders that the catalog does not list.
    func unlisted(_ listed: Set<String>) -> [String] {
        // A folder that cannot be opened has none that could be deleted, or read.
        guard let store = try? OpenFolder(path) else { return [] }
        return store.names.filter(StoreFolder.isDayFolder).flatMap { day in
            (store.folder(day)?.names ?? []).filter { name in
                guard let stem = StoreFolder.stem(ofFile: name) else { return false }
                return !listed.contains("\(day)/\(stem)")
            }.map { day + "/" + $0 }
        }
    }

    /// The day whose folder a segment lies in; `nil` is undated.
    func day(ofSegment name: String) -> Day? {
        StoreFolder.day(ofFolder: name.utf8.prefix { $0 != UInt8(ascii: "/") })
    }
}

/// The names that a writer gives. Nothing that is called otherwise is ever deleted, and no other name of a catalog
/// becomes a path.
extension StoreFolder {
    static let hiddenPrefix = ".building-"
    static let workshop = ".rebuilding"
    static let filters = "filters"
    static let requests = "requests"
    /// The folder of rows without a day.
    private static let undated = "undated"

    static func isDayFolder(_ name: String) -> Bool {
        name == undated || day(ofFolder: name.utf8) != nil
    }

    /// Of `2026-11-22`, and of nothing else: a date that there is not would be another day's second name.
    private static func day(ofFolder name: some Collection<UInt8>) -> Day? {
        guard name.count == 10 else { return nil }
        var digits = 0
        for (place, byte) in name.enumerated() {
            if place == 4 || place == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard (48...57).contains(byte) else { return nil }
                digits = 10 * digits + Int(byte - 48)
            }
        }
        let date = CivilDate(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
        guard (1...12).contains(date.month), (1...31).contains(date.day) else { return nil }
        guard let plain = Int32(exactly: date.dayNumber), CatalogRow.plausibleDays.contains(plain) else { return nil }
        let day = Day(number: plain)
        return CivilDate(day) == date ? day : nil
    }

    /// Whether a name with its folder is one that a writer gives a segment of this day: nothing else of a catalog
    /// becomes a path.
    ///
    /// Asked for every segment of a store by a look-up without a time, so it makes no text.
    static func isSegmentName(_ name: UnsafeBufferPointer<UInt8>, of day: Day?) -> Bool {
        guard let slash = name.firstIndex(of: UInt8(ascii: "/")) else { return false }
        let folder = name[..<slash]
        let isOfDay = folder.elementsEqual(undated.utf8) ? day == nil : day != nil && self.day(ofFolder: folder) == day
        return isOfDay && isSegmentStem(name[(slash + 1)...])
    }

    /// The name of a segment of which this is one of the two files.
    static func stem(ofFile name: String) -> Substring? {
        let ending = [".sqlite", ".ids"].first { name.hasSuffix($0) }
        return ending.map { name.dropLast($0.utf8.count) }.flatMap { isSegmentStem($0.utf8) ? $0 : nil }
    }

    /// `0b9c5d9e4a17-3`, or `0b9c5d9e4a17-m3` of a merged one: the run and a number.
    static func isSegmentStem(_ stem: some Collection<UInt8>) -> Bool {
        guard let dash = stem.firstIndex(of: UInt8(ascii: "-")) else { return false }
        let (run, number) = (stem[..<dash], stem[stem.index(after: dash)...])
        let digits = number.first == UInt8(ascii: "m") ? number.dropFirst() : number
        return run.count == 12 && run.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            && (1...18).contains(digits.count) && digits.allSatisfy { (48...57).contains($0) }
    }
}
