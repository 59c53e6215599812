import Glibc
import LogRecords

/// Where things lie in a store: the catalog, a folder for each day, segments in pairs of files.
struct StoreFolder: Sendable {
    let path: String

    var catalog: String { path + "/catalog.sqlite" }
    var lock: String { path + "/.lock" }

    /// Where a day's segments lie: `2026-11-22`, or `undated`.
    func folder(of day: Day?) -> String {
        path + "/" + StoreFolder.name(of: day)
    }

    static func name(of day: Day?) -> String {
        day.map(\.description) ?? "undated"
    }

    /// A segment that is being built has a hidden name in the store's own folder, so that one rename publishes it.
    func hidden(_ name: String) -> String {
        path + "/.building-" + name
    }

    var isThere: Bool { exists(catalog) }

    /// Why the path cannot be a store that may be opened; `nil` where it can, or where nothing is there.
    var obstacle: StoreError? {
        var status = stat()
        if stat(path, &status) != 0 {
            return errno == ENOENT ? nil : StoreError.file(path: path, action: "open the store", code: errno)
        }
        if status.st_mode & S_IFMT != S_IFDIR { return StoreError.fileForFolder(path: path) }
        if access(path, R_OK | X_OK) != 0 { return StoreError.file(path: path, action: "open the store", code: errno) }
        return nil
    }

    /// Whether any day has segments.
    var hasSegments: Bool { !unlisted([]).isEmpty }

    /// Whether the catalog can and must be read without its write-ahead log: nothing is pending there, and it could not be opened.
    var needsNoLog: Bool {
        var log = stat()
        let hasLog = stat(catalog + "-wal", &log) == 0
        // With both files there, even one who may write neither reads beside a writer.
        if hasLog && (log.st_size > 0 || exists(catalog + "-shm")) { return false }
        return access(path, W_OK) != 0 || access(catalog, W_OK) != 0
    }

    /// Makes the folder, and those above it that are missing.
    func makeWithParents() throws(StoreError) {
        guard !exists(path) else { return }
        var above = path.hasPrefix("/") ? "/" : "."
        if let slash = path.dropFirst().lastIndex(of: "/") {
            above = String(path[..<slash])
            try StoreFolder(path: above).makeWithParents()
        }
        // A new store must outlast a power cut with what is published into it. Who may write to a folder need not be allowed to read it,
        // and some file systems cannot sync one: then it lasts once the system gets round to it.
        if try makeFolder(path) { try? syncFolder(above) }
    }

    /// Gives sealed segments their names, durably. No reader looks at them before the catalog lists them.
    func place(_ segments: [SealedSegment]) throws(StoreError) {
        var days: Set<String> = []
        var isNew = false
        for segment in segments {
            let day = folder(of: segment.day)
            if days.insert(day).inserted, try makeFolder(day) { isNew = true }
            try move(hidden(segment.name + ".ids"), to: "\(day)/\(segment.name).ids")
            try move(hidden(segment.name + ".sqlite"), to: "\(day)/\(segment.name).sqlite")
        }
        for day in days { try syncFolder(day) }
        if isNew { try syncFolder(path) }
    }

    /// Deletes sealed segments that nobody will ever see.
    func discard(_ segments: [SealedSegment]) {
        for segment in segments {
            for suffix in [".ids", ".sqlite"] { unlink(hidden(segment.name + suffix)) }
        }
    }

    /// Deletes the files of segments that the catalog no longer lists. One that cannot be deleted is left to the next writer.
    func delete(_ segments: [CatalogSegment]) {
        for segment in segments {
            for ending in [".sqlite", ".ids"] { unlink(path + "/" + segment.name + ending) }
        }
    }

    /// Deletes files that were being built, of one run or of all: only the holder of the lock has such, and no catalog lists them.
    func removeHidden(ofRun run: String = "") {
        for name in names(in: path) ?? [] where name.hasPrefix(".building-" + run) { unlink(path + "/" + name) }
        if run.isEmpty { StoreFolder(path: path + "/.rebuilding").removeWorkshop() }
    }

    /// Deletes the files in day folders that the catalog does not list: what a run that did not end left behind.
    func removeLeftovers(listed: Set<String>) {
        for name in unlisted(listed) { unlink(path + "/" + name) }
        // Of a day that was pruned its folder may have stayed; one that is not empty stays anyway.
        for day in names(in: path) ?? [] where StoreFolder.isDayFolder(day) { rmdir(path + "/" + day) }
    }

    /// The files that the next writer deletes, as paths below the store.
    func leftovers(listed: Set<String>) -> [String] {
        (names(in: path) ?? []).filter { $0.hasPrefix(".building-") } + unlisted(listed)
    }

    /// Segments' files in day folders that the catalog does not list.
    private func unlisted(_ listed: Set<String>) -> [String] {
        (names(in: path) ?? []).filter(StoreFolder.isDayFolder).flatMap { day in
            (names(in: path + "/" + day) ?? []).filter { name in
                let stem = name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? name
                let isOurs = name.hasSuffix(".sqlite") || name.hasSuffix(".ids")
                return isOurs && !listed.contains(day + "/" + stem)
            }
            .map { day + "/" + $0 }
        }
    }

    /// The segments that have at least one of their files, listed or not, with their day's folder.
    var segmentNames: [String] {
        Set(unlisted([]).map { $0.split(separator: ".", maxSplits: 1).first.map(String.init) ?? $0 }).sorted()
    }

    /// The day whose folder a segment lies in; `nil` is undated.
    func day(ofSegment name: String) -> Day? {
        StoreFolder.day(ofFolder: String(name.prefix { $0 != "/" }))
    }

    /// Deletes the folder in which a catalog was made.
    func removeWorkshop() {
        for name in names(in: path) ?? [] { unlink(path + "/" + name) }
        rmdir(path)
    }

    static func isDayFolder(_ name: String) -> Bool {
        name == "undated" || day(ofFolder: name) != nil
    }

    /// Of `2026-11-22`, and of nothing else: a date that there is not would be another day's second name.
    private static func day(ofFolder name: String) -> Day? {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard name.utf8.count == 10, parts.map(\.utf8.count) == [4, 2, 2] else { return nil }
        let numbers = parts.compactMap { part in part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil }
        guard numbers.count == 3, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]) else { return nil }
        let number = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]).dayNumber
        guard let day = Int32(exactly: number).map(Day.init(number:)), day.description == name else { return nil }
        return day
    }

    /// Whether a name with its folder is one that a writer gives a segment of this day: nothing else of a catalog becomes a path.
    static func isSegmentName(_ name: String, of day: Day?) -> Bool {
        let folder = self.name(of: day) + "/"
        return name.hasPrefix(folder) && isSegmentStem(name.dropFirst(folder.count))
    }

    /// `0b9c5d9e4a17-3`, or `0b9c5d9e4a17-m3` of a merged one: the run and a number.
    private static func isSegmentStem(_ stem: Substring) -> Bool {
        let parts = stem.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 2, let run = parts.first, let number = parts.last else { return false }
        let digits = number.first == UInt8(ascii: "m") ? number.dropFirst() : number
        return run.count == 12 && run.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            && (1...18).contains(digits.count) && digits.allSatisfy { (48...57).contains($0) }
    }
}
