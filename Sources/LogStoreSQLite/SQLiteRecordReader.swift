import GRDB
package import LogRecords

/// Reads a store folder. Never waits for a writer, never creates or changes a file.
///
/// Each question is answered from one snapshot of the catalog and the segments that it lists.
package final class SQLiteRecordReader {
    let folder: StoreFolder
    let catalog: Catalog
    package let capabilities = Set(StoreCapability.allCases)
    private var readers: [Int64: SegmentReader] = [:]
    private var unreadableSegments: [Int64: UnreadablePart] = [:]
    private var isCatalogChecked = false
    private lazy var filters = IdentifierFilters(of: folder)
    /// All segments, as this version of the catalog lists them.
    private var listing: (version: Int64, segments: [CatalogSegment])?

    package init(opening path: String) throws(StoreError) {
        folder = StoreFolder(path: path)
        if let obstacle = folder.obstacle { throw obstacle }
        guard let catalog = try Catalog(reading: folder) else {
            if folder.hasSegments { throw StoreError.lostCatalog(folder: path) }
            let strangers = (names(in: path) ?? []).filter { !$0.hasPrefix(".") && !$0.hasPrefix("catalog.sqlite") }
            throw strangers.isEmpty ? StoreError.noStore(folder: path) : StoreError.notAStore(folder: path)
        }
        self.catalog = catalog
    }

    /// The rejected lines of a shard that are remembered.
    package func problems(ofShard number: Int64) throws(StoreError) -> [LineProblem] {
        try catalog.read { try CatalogShard.problems(of: number, in: $0) }
    }

    /// Times that a question is begun anew because a segment vanished.
    private static let mostTries = 3

    /// How one try to answer a question ended.
    private enum Try<Answer> {
        case answered(Answer)
        /// These of the listed segments are not there.
        case vanished(Set<Int64>)
        case unreadable(CatalogSegment, why: String)
    }

    /// Runs work on the segments of some days and one snapshot of the catalog; of all days, on those alone that may
    /// have one of a few identifiers.
    ///
    /// A merge takes segments away after the catalog was asked, so it is asked again. One that stays listed and is not
    /// there, and one that is damaged, is noted in `unreadable`, and the others answer.
    func ask<Answer>(
        _ days: DaySelection, carrying identifiers: [CanonicalIdentifier] = [],
        _ work: ([SegmentReader], Visibility, Database) throws -> Answer
    ) throws(StoreError) -> Answer {
        let filtered = days == .all && identifiers.count <= IdentifierFilters.mostAsked ? identifiers : []
        var (tries, alwaysGone): (Int, Set<Int64>?) = (0, nil)
        while true {
            switch try attempt(days, filtered, work) {
            case .answered(let answer): return answer
            case .unreadable(let segment, let why): note(segment, why: why)
            case .vanished(let gone):
                readers = [:]
                tries += 1
                let always = alwaysGone?.intersection(gone) ?? gone
                guard tries == SQLiteRecordReader.mostTries else {
                    alwaysGone = always
                    continue
                }
                guard !always.isEmpty else { throw StoreError.keepsChanging(folder: folder.path) }
                let listed = try catalog.read { try CatalogSegment.listed(.all, in: $0) }
                for segment in listed where always.contains(segment.id) { note(segment, why: "its files are missing") }
                (tries, alwaysGone) = (0, nil)
            }
        }
    }

    private func attempt<Answer>(
        _ days: DaySelection, _ filtered: [CanonicalIdentifier], _ work: ([SegmentReader], Visibility, Database) throws -> Answer
    ) throws(StoreError) -> Try<Answer> {
        try catalog.read { database in
            let listed = try listed(days, in: database).filter {
                unreadableSegments[$0.id] == nil && isWorthOpening($0, for: filtered)
            }
            do {
                return .answered(try work(try listed.map(self.reader), Visibility(database), database))
            } catch {
                let gone = listed.filter { SegmentReader.isGone($0, in: folder) }
                guard gone.isEmpty else { return .vanished(Set(gone.map(\.id))) }
                guard let failure = error as? StoreError, failure.isLasting,
                    let segment = listed.first(where: { failure.isAbout($0, in: folder) })
                else { throw error }
                return .unreadable(segment, why: failure.explanation.what)
            }
        }
    }

    private func listed(_ days: DaySelection, in database: Database) throws -> [CatalogSegment] {
        guard days == .all else { return try CatalogSegment.listed(days, in: database) }
        // Another one after each commit of another connection. https://www.sqlite.org/pragma.html#pragma_data_version
        let version = try database.first("PRAGMA data_version") { try $0.integer(0) }
        if let listing, listing.version == version { return listing.segments }
        let segments = try CatalogSegment.listed(days, in: database)
        listing = version.map { ($0, segments) }
        return segments
    }

    private func isWorthOpening(_ segment: CatalogSegment, for identifiers: [CanonicalIdentifier]) -> Bool {
        guard !identifiers.isEmpty, readers[segment.id] == nil, let filters else { return true }
        return filters.mayHave(anyOf: identifiers, in: segment.name)
    }

    private func note(_ segment: CatalogSegment, why: String) {
        readers[segment.id] = nil
        unreadableSegments[segment.id] = UnreadablePart(name: segment.name, day: segment.day, why: why)
    }

    private func reader(_ listed: CatalogSegment) throws(StoreError) -> SegmentReader {
        if let known = readers[listed.id] { return known }
        let reader = try SegmentReader(listed, in: folder)
        readers[listed.id] = reader
        return reader
    }
}

extension SQLiteRecordReader: RecordReader {
    package func sightings(
        carrying identifiers: [CanonicalIdentifier], on days: DaySelection, limit: Int
    ) throws(StoreError) -> IdentifierMatches {
        try ask(days, carrying: identifiers) { segments, visibility, _ in
            var search = IdentifierSearch(limit: limit, visibility: visibility)
            let asked = Set(identifiers)
            for segment in segments { try search.look(for: asked, likely: likely(asked, on: days, in: segment), in: segment) }
            return search.matches
        }
    }

    /// Of many identifiers, as a mistyped one may have been, those that a segment may have: its filter tells for less
    /// than its `.ids` file does.
    private func likely(
        _ asked: Set<CanonicalIdentifier>, on days: DaySelection, in segment: SegmentReader
    ) -> Set<CanonicalIdentifier> {
        guard days == .all, asked.count > IdentifierFilters.mostAsked, let filters else { return asked }
        return filters.identifiers(among: asked, in: segment.listed.name)
    }

    package func identifiers(
        beginning: IdentifierBeginning, in range: TimeRange, limit: Int
    ) throws(StoreError) -> [FoundIdentifier] {
        guard range.from <= range.to else { return [] }
        return try ask(.days(Day(range.from)...Day(range.to))) { segments, visibility, _ in
            var search = BeginningSearch(beginning: beginning, range: range, limit: limit, visibility: visibility)
            for segment in segments { try search.look(in: segment) }
            return search.found
        }
    }

    package func customerInstances(on days: ClosedRange<Day>) throws(StoreError) -> Set<String> {
        try ask(.days(days)) { segments, _, _ in
            try segments.reduce(into: []) { $0.formUnion(try $1.customerInstances()) }
        }
    }

    package func sightings(
        ofInstance instance: String, in range: TimeRange, filter: SightingFilter, limit: Int
    ) throws(StoreError) -> InstanceMatches {
        guard range.from <= range.to else { return InstanceMatches(sightings: [], total: 0) }
        return try ask(.days(Day(range.from)...Day(range.to))) { segments, visibility, _ in
            var search = InstanceSearch(instance: instance, range: range, filter: filter, visibility: visibility)
            for (index, segment) in segments.enumerated() {
                try search.look(in: segment, number: index)
            }
            return try search.matches(limit: limit) { segments[$0] }
        }
    }

    package func sightings(ofUser user: String, in range: TimeRange, limit: Int) throws(StoreError) -> [Sighting] {
        guard range.from <= range.to else { return [] }
        return try ask(.days(Day(range.from)...Day(range.to))) { segments, visibility, _ in
            var search = FilterSearch(in: range, limit: limit, visibility: visibility)
            for segment in segments {
                let rows = try segment.identifiers.rows(ofUser: user, seconds: range.seconds(of: segment.listed.day))
                try search.look(at: rows, in: segment) { $0.vantage == .monolith && $0.user == user }
            }
            return search.inOrder
        }
    }

    package func sightings(ofSession session: String, in range: TimeRange, limit: Int) throws(StoreError) -> [Sighting] {
        guard range.from <= range.to else { return [] }
        return try ask(.days(Day(range.from)...Day(range.to))) { segments, visibility, _ in
            var search = FilterSearch(in: range, limit: limit, visibility: visibility)
            for segment in segments {
                let rows = try segment.identifiers.rows(ofSession: session, seconds: range.seconds(of: segment.listed.day))
                try search.look(at: rows, in: segment) { $0.session == session }
            }
            return search.inOrder
        }
    }

    package func connectedLines(
        on day: Day?, by kinds: Set<IdentifierKind>, most: Int, _ take: ([Sighting]) throws -> Void
    ) throws {
        // Undated rows are always looked at, and no row is of the first day of all.
        let days = day.map { $0.advanced(by: -1)...$0.advanced(by: 1) } ?? Day(number: .min)...Day(number: .min)
        // Rows are given once nothing can be asked anew any more: the files stay open.
        let rows = try ask(.days(days)) { segments, visibility, _ in
            try ConnectedRows(of: day, by: kinds, most: most, in: segments, visibility: visibility)
        }
        try rows.each(take)
    }

    package func days(ofInstance instance: String) throws(StoreError) -> [(day: Day?, sightings: Int64)] {
        try ask(.all) { segments, visibility, database in
            var counts: [(day: Day?, sightings: Int64)] = []
            for segment in segments {
                let isWhole = try CatalogSegment.isWhollyVisible(segment.listed.id, in: database)
                let count = try InstanceCount.rows(of: instance, in: segment, isWhole: isWhole, visibility: visibility)
                guard count > 0 else { continue }
                if let last = counts.last, last.day == segment.listed.day {
                    counts[counts.count - 1].sightings += count
                } else {
                    counts.append((segment.listed.day, count))
                }
            }
            return counts
        }
    }

    package func span(ofInstance instance: String, in range: TimeRange) throws(StoreError) -> TimeRange? {
        guard range.from <= range.to else { return nil }
        return try ask(.days(Day(range.from)...Day(range.to))) { segments, visibility, _ in
            let search = InstanceSpan(instance: instance, range: range, visibility: visibility)
            return try segments.reduce(nil) { span, segment in
                guard let own = try search.span(in: segment) else { return span }
                return span?.union(own) ?? own
            }
        }
    }

    /// Throws where the catalog is not as its writers left it: what it lists may then not be all that was loaded. It
    /// reads every row of the tables that say what was there to be searched, once, so it is for answers that say that
    /// something is missing, or that nothing is.
    package func checkCatalog() throws(StoreError) {
        guard !isCatalogChecked else { return }
        let findings = try catalog.read { try CatalogCheck.edits(of: CatalogCheck.searched, in: $0) }
        if let broken = findings.first(where: { $0.kind == .catalogDamaged }) {
            throw StoreError.damagedCatalog(file: folder.catalog, what: broken.what)
        }
        isCatalogChecked = true
    }

    package var unreadable: [UnreadablePart] {
        unreadableSegments.values.sorted { $0.name < $1.name }
    }
}
