import GRDB
import Glibc
import LogRecords

/// Where a merge can be interrupted.
enum MergingStep: CaseIterable, Sendable {
    /// The new segment is built and synced under a hidden name.
    case built
    /// It has its name, and no reader knows it.
    case placed
    /// The catalog lists it, and no longer those that went into it.
    case committed
    /// Their files are gone.
    case deleted
}

extension SQLiteRecordWriter {
    /// Merges small segments of each of these days that has too many.
    ///
    /// A segment that cannot be read is left as it is: it must not keep the others from being merged, nor a load from
    /// succeeding.
    func mergeSmallSegments(on days: Set<Day?>) throws(StoreError) {
        for day in days {
            while try mergeOnce(day) {}
        }
    }

    private func mergeOnce(_ day: Day?) throws(StoreError) -> Bool {
        let all = try catalog.read { try CatalogSegment.listed(onDay: day, in: $0) }
        let others = all.filter { !unmergeable.contains($0.id) }
        guard all.count > MergeChoice.mostSegments else { return false }
        let places = MergeChoice.places(ofRows: others.map(\.rows))
        guard !places.isEmpty else { return false }
        let sources = places.map { others[$0] }
        let name = "\(run)-m\(mergesBegun)"
        mergesBegun += 1
        do throws(StoreError) {
            try merge(sources, day: day, into: name)
        } catch {
            for ending in [".sqlite", ".ids"] { unlink(folder.hidden(name + ending)) }
            guard let damaged = sources.first(where: { error.isAbout($0, in: folder) }) else { throw error }
            unmergeable.insert(damaged.id)
        }
        return true
    }

    private func merge(_ sources: [CatalogSegment], day: Day?, into name: String) throws(StoreError) {
        let inFlight = Set(shards.keys)
        // What the sources keep of the ledger goes on into the new segment, as the ledger has it by now.
        var numbers: Set<Int64> = []
        var isTakenOver = false
        for source in sources {
            let stem = folder.path + "/" + source.name
            let identifiers = try IdentifierFileReader(stem + ".ids")
            if !identifiers.isSealed { isTakenOver = true }
            let connection = try SegmentConnection(reading: stem + ".sqlite", sealedBy: identifiers)
            try connection.checkSchema()
            numbers.formUnion(try SegmentLedger(reading: connection).lines.map(\.number))
        }
        let (shown, known) = try catalog.read { database in
            (
                try ShownLines(inSegments: sources, inFlight: inFlight, database),
                try CatalogShard.known(numbers, in: database)
            )
        }
        let merge = SegmentMerge(sources: sources, shown: shown, isTakenOver: isTakenOver, folder: folder)
        let sealed = try merge.build(name, day: day, run: run, known: known)
        try afterMergingStep(.built)
        try folder.place(sealed.map { [$0] } ?? [])
        try afterMergingStep(.placed)
        let run = run
        try catalog.write { database in
            for source in sources { try CatalogSegment.delist(source.id, in: database) }
            if let sealed { try CatalogSegment.list(sealed, run: run, in: database) }
        }
        try afterMergingStep(.committed)
        folder.delete(sources)
        try afterMergingStep(.deleted)
    }
}
