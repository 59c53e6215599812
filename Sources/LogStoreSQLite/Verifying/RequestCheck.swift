import LogRecords

/// Holds the stored requests against what was written, and against the lines that they should rest on: every line of a
/// shard that they were made of is in exactly one request.
struct RequestCheck {
    private let folder: RequestFolder
    private let shards: [Int64: ShardEntry]
    private let days: [Int64: Set<Day?>]

    /// `days` are those on which each shard has rows.
    init(of store: StoreFolder, _ shards: [Int64: ShardEntry], on days: [Int64: Set<Day?>]) {
        (folder, self.shards, self.days) = (RequestFolder(of: store), shards, days)
    }

    /// A store without requests is as it should be.
    var findings: [StoreFinding] {
        do throws(StoreError) {
            guard let catalog = try RequestCatalog(reading: folder) else { return [] }
            let files = RequestFiles(folder, catalog)
            let listed = try files.listed()
            let damaged = listed.compactMap { listed in damage(of: listed.file).map { finding(listed.file.name, $0) } }
            guard damaged.isEmpty else { return damaged }
            return try differences(listed, files)
        } catch {
            return [finding("catalog", error.explanation.what)]
        }
    }

    private func finding(_ name: String, _ what: String) -> StoreFinding {
        StoreFinding(
            .requestsDamaged, at: "\(StoreFolder.requests)/\(name).sqlite", what + "; trace requests --again makes them anew")
    }

    private func damage(of file: RequestCatalog.File) -> String? {
        do throws(StoreError) { return try PageSeals(file.seals).damage(ofFile: folder.file(file.name)) } catch {
            return error.explanation.what
        }
    }

    /// Shards of which the requests have more lines, or fewer, than the ledger says.
    private func differences(_ listed: [RequestFiles.Listed], _ files: RequestFiles) throws(StoreError) -> [StoreFinding] {
        var lines: [Int64: Int64] = [:]
        for (file, replaced) in listed {
            let places = try files.reader(file).connection.prepare("SELECT place, request FROM line")
            while try places.step() {
                guard let place = places.integer(0), let request = places.integer(1), !replaced.contains(request) else { continue }
                lines[RequestTables.line(at: place).shard, default: 0] += 1
            }
        }
        let origins = try files.origins()
        let different = days.keys.filter { number in
            guard let shard = shards[number], shard.state == .live, let days = days[number],
                days.allSatisfy({ origins[$0]?.shards[number] != nil })
            else { return false }
            return lines[number] ?? 0 != shard.tally.stored
        }
        guard let first = different.min(), let shard = shards[first] else { return [] }
        let what = "\(lines[first] ?? 0) of its lines are in requests, and it has \(shard.tally.stored)"
        return [
            finding(
                "catalog", "\(different.count) shards have other lines in requests than they have, \(shard.path) for one: \(what)")
        ]
    }
}
