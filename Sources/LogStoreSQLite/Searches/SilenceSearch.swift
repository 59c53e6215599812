import GRDB
import LogRecords

/// What the catalog tells of silence about a time.
enum SilenceSearch {
    static func silences(in range: TimeRange?, limit: Int, _ database: Database) throws -> Silences {
        var found = Silences()
        found.gaps = try SequenceGapSearch.list(in: range, limit: limit + 1, database) ?? []
        guard try database.hasStep(3) else {
            (found.isUncounted, found.isCut) = (true, found.gaps.count > limit)
            return found
        }
        let (from, to) = (range?.from.nanoseconds ?? .min, range?.to.nanoseconds ?? .max)
        found.isUncounted = try uncounted(from, to, database)
        var told: Set<String> = []
        found.open = try open(from, to, limit + 1, database).map { replica in
            // They come by their ends, the last one first.
            let isLast = told.insert(replica.region).inserted
            return OpenReplica(replica: replica, fronts: isLast ? try fronts(of: replica, database) : [])
        }
        found.begunEarlier = try begunEarlier(from, limit + 1, database)
        found.unheard = try unheard(database)
        found.hours = try hours(from, to, limit + 1, database)
        for count in [found.gaps.count, found.open.count, found.begunEarlier.count, found.hours.count] where count > limit {
            found.isCut = true
        }
        found.gaps = Array(found.gaps.prefix(limit))
        found.open = Array(found.open.prefix(limit))
        found.begunEarlier = Array(found.begunEarlier.prefix(limit))
        found.hours = try SilentHour.continued(Array(found.hours.prefix(limit))) { front, hours, between in
            try isHeard(behind: front, hours, between, database)
        }
        return found
    }

    /// `Station.isBehind`, asked of the catalog.
    private static func isHeard(
        behind front: Station, _ hours: ClosedRange<Int64>, _ between: TimeRange, _ database: Database
    ) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM source_hour WHERE hour BETWEEN ?1 AND ?2 AND first <= ?4 AND last >= ?3 AND region = ?5
              AND iif(?6, place = 3 AND service = ?7, place > 1))
            """
        return try database.first(
            sql,
            [
                hours.lowerBound, hours.upperBound, between.from.nanoseconds, between.to.nanoseconds, front.region,
                front.place == .runtime, front.service,
            ]
        ) { try $0.flag(0) } ?? false
    }

    /// The few of them first: left to itself SQLite goes through all shards.
    /// https://www.sqlite.org/optoverview.html#crossjoin
    private static func uncounted(_ from: Int64, _ to: Int64, _ database: Database) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM uncounted_shard CROSS JOIN shard ON shard.number = uncounted_shard.shard
              WHERE state = 'live' AND coalesce(covers_to >= ?1 AND covers_from <= ?2, 1))
            """
        return try database.first(sql, [from, to]) { try $0.flag(0) } ?? false
    }

    /// Those that had written by the end of the range, and did not write behind it.
    private static func open(_ from: Int64, _ to: Int64, _ limit: Int, _ database: Database) throws -> [Replica] {
        let sql = """
            SELECT instance, source, region, first_number, last_number, written_from, written_to, stopped FROM replica
            WHERE (stopped IS NULL OR stopped < last_number) AND written_from <= ?1 AND written_to < ?1
            ORDER BY written_to DESC LIMIT ?2
            """
        return try database.all(sql, [to, limit], replica)
    }

    private static func begunEarlier(_ from: Int64, _ limit: Int, _ database: Database) throws -> [Replica] {
        let sql = """
            SELECT instance, source, region, first_number, last_number, written_from, written_to, stopped FROM replica
            WHERE first_number > 1 AND written_from > ?1 ORDER BY written_from LIMIT ?2
            """
        return try database.all(sql, [from, limit], replica)
    }

    private static func replica(_ row: CatalogRow) throws(CatalogDamage) -> Replica {
        guard let span = try row.range(5, 6) else { throw row.damage(5, "has no value") }
        return Replica(
            instance: try row.text(0), source: try row.text(1), region: try row.text(2), firstNumber: try row.integer(3),
            lastNumber: try row.integer(4), span: span, stopped: try row.integerIfAny(7))
    }

    /// What stands in front of a replica and ever named its region, with its first line behind the replica's last.
    private static func fronts(of replica: Replica, _ database: Database) throws -> [OpenReplica.Front] {
        guard !replica.region.isEmpty else { return [] }
        let sql = """
            SELECT source, (SELECT min(max(first, ?2 + 1)) FROM source_hour
              WHERE hour >= ?3 AND source_hour.source = fronts.source AND region = ?1 AND last > ?2)
            FROM (SELECT DISTINCT source FROM station WHERE region = ?1 AND place IN (1, 2)) AS fronts ORDER BY source
            """
        let last = replica.span.to
        return try database.all(sql, [replica.region, last.nanoseconds, SourceHour.hour(of: last)]) { row in
            OpenReplica.Front(source: try row.text(0), next: try row.integerIfAny(1).map(Instant.init(nanoseconds:)))
        }
    }

    /// Of what is not certain only where no replica there wrote before and behind it: then its numbers say that there
    /// was nothing.
    private static func hours(_ from: Int64, _ to: Int64, _ limit: Int, _ database: Database) throws -> [SilentHour] {
        let sql = """
            SELECT source, region, service, place, behind, hour, seen, first, last, certain, heard FROM silent_hour
            WHERE hour BETWEEN ?3 AND ?4 AND first <= ?2 AND last >= ?1 AND (certain OR heard > 0 OR NOT EXISTS (
              SELECT 1 FROM replica WHERE replica.region = silent_hour.region AND replica.source = behind
                AND written_to >= last AND written_from <= first))
            ORDER BY hour, source, region, service, behind LIMIT ?5
            """
        let range = [from, to].map { SourceHour.hour(of: Instant(nanoseconds: $0)) }
        return try database.all(sql, [from, to, range.first, range.last, limit]) { row in
            guard let span = try row.range(7, 8) else { throw row.damage(7, "has no value") }
            return SilentHour(
                front: try row.station(0, place: 3), behind: try row.text(4), hour: try row.integer(5), seen: try row.count(6),
                heard: try row.count(10), span: span, isCertain: try row.flag(9))
        }
    }

    /// Where Cloud Run served what is heard elsewhere, and not there.
    private static func unheard(_ database: Database) throws -> [Station] {
        let sql = """
            SELECT source, region, service, place FROM station AS front WHERE place = 2 AND region <> '' AND service <> ''
              AND EXISTS (SELECT 1 FROM station WHERE place = 3 AND service = front.service)
              AND NOT EXISTS (SELECT 1 FROM station WHERE place = 3 AND service = front.service AND region = front.region)
            ORDER BY source, region, service
            """
        return try database.all(sql) { try $0.station(0, place: 3) }
    }

    /// Reads every row, for a check of the catalog.
    static func check(in database: Database) throws {
        guard try database.hasStep(3) else { return }
        _ = try CatalogSilence.hours(in: .min ... .max, database)
        _ = try CatalogSilence.stations(in: database)
        _ = try silences(in: nil, limit: Silences.most, database)
        let columns = "instance, source, region, first_number, last_number, written_from, written_to, stopped"
        _ = try database.all("SELECT \(columns) FROM replica", [], replica)
    }
}
