import GRDB
import LogRecords

/// What tells of silence, in the catalog: lines an hour, the lives of replicas, and what follows from both.
///
/// What follows is made anew for what a publication touches, in its transaction, so that a look-up reads a few rows.
enum CatalogSilence {
    /// Stations that a store knows. A log may make up as many as it has lines; what is of further ones is not counted,
    /// and that is said.
    static let mostStations = 4096

    /// Enters what shards that ended tell.
    static func enter(_ ended: [EndedShard], in database: Database) throws {
        var known = try stations(in: database)
        var hours: [SourceHour] = []
        for shard in ended {
            let counted = shard.hours.filter { hour in
                guard known.count < mostStations else { return known.contains(hour.station) }
                known.insert(hour.station)
                return true
            }
            hours += counted
            guard shard.isUncounted || counted.count < shard.hours.count else { continue }
            try database.execute(sql: "INSERT INTO uncounted_shard VALUES (?1)", arguments: [shard.entry.number])
        }
        try enter(hours: hours, in: database)
        for replica in ended.flatMap(\.replicas) { try enter(replica, in: database) }
        for instance in Set(ended.flatMap(\.sequences).map(\.instance)) { try SequenceGapSearch.sum(of: instance, in: database) }
    }

    private static func enter(hours: [SourceHour], in database: Database) throws {
        guard !hours.isEmpty else { return }
        var sums: [Key: SourceHour] = [:]
        for hour in hours { sums[Key(hour), default: SourceHour(nothingOf: hour)].add(hour) }
        for hour in sums.values { try add(hour, in: database) }
        let known = try stations(in: database)
        let new = Set(hours.map(\.station)).subtracting(known)
        for station in new {
            try database.cachedStatement(sql: "INSERT INTO station VALUES (?1, ?2, ?3, ?4)").execute(
                arguments: [station.source, station.region, station.service, station.place.rawValue])
        }
        // Who is heard for the first time may have been expected before.
        let touched = Set(sums.keys.flatMap { [$0.hour - 1, $0.hour, $0.hour + 1] })
        try sum(new.isEmpty ? touched : nil, known.union(new), in: database)
    }

    private struct Key: Hashable {
        var hour: Int64
        var station: Station

        init(_ hour: SourceHour) { (self.hour, station) = (hour.hour, hour.station) }
    }

    private static func add(_ hour: SourceHour, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO source_hour VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO UPDATE SET
                  lines = lines + excluded.lines, first = min(first, excluded.first), last = max(last, excluded.last),
                  reached = reached + excluded.reached,
                  reached_first = coalesce(min(reached_first, excluded.reached_first), reached_first, excluded.reached_first),
                  reached_last = coalesce(max(reached_last, excluded.reached_last), reached_last, excluded.reached_last)
                """
        ).execute(arguments: [
            hour.hour, hour.station.source, hour.station.region, hour.station.service, hour.station.place.rawValue, hour.lines,
            hour.span.from.nanoseconds, hour.span.to.nanoseconds, hour.reached, hour.reachedSpan?.from.nanoseconds,
            hour.reachedSpan?.to.nanoseconds,
        ])
    }

    /// Finds the silent hours among some, or among all.
    private static func sum(_ touched: Set<Int64>?, _ stations: Set<Station>, in database: Database) throws {
        guard let touched else {
            try database.execute(sql: "DELETE FROM silent_hour")
            return try enter(SilentHour.all(among: hours(in: .min ... .max, database), stations: stations), in: database)
        }
        for range in runs(of: touched) {
            try database.execute(
                sql: "DELETE FROM silent_hour WHERE hour BETWEEN ?1 AND ?2", arguments: [range.lowerBound, range.upperBound])
            let beside = range.lowerBound - 1...range.upperBound + 1
            let silent = SilentHour.all(among: try hours(in: beside, database), stations: stations)
            try enter(silent.filter { range.contains($0.hour) }, in: database)
        }
    }

    private static func runs(of hours: Set<Int64>) -> [ClosedRange<Int64>] {
        hours.sorted().reduce(into: []) { runs, hour in
            if let last = runs.last, last.upperBound + 1 == hour {
                runs[runs.count - 1] = last.lowerBound...hour
            } else {
                runs.append(hour...hour)
            }
        }
    }

    private static func enter(_ silent: [SilentHour], in database: Database) throws {
        for hour in silent {
            try database.cachedStatement(sql: "INSERT INTO silent_hour VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
                .execute(
                    arguments: [
                        hour.hour, hour.front.source, hour.front.region, hour.front.service, hour.behind, hour.front.place.rawValue,
                        hour.seen, hour.heard, hour.span.from.nanoseconds, hour.span.to.nanoseconds, hour.isCertain,
                    ])
        }
    }

    private static func enter(_ replica: Replica, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO replica VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET
                  source = iif(source = '', excluded.source, source), region = iif(region = '', excluded.region, region),
                  first_number = min(first_number, excluded.first_number), last_number = max(last_number, excluded.last_number),
                  written_from = min(written_from, excluded.written_from), written_to = max(written_to, excluded.written_to),
                  stopped = coalesce(max(stopped, excluded.stopped), stopped, excluded.stopped)
                """
        ).execute(arguments: [
            replica.instance, replica.source, replica.region, replica.firstNumber, replica.lastNumber,
            replica.span.from.nanoseconds, replica.span.to.nanoseconds, replica.stopped,
        ])
    }

    static func stations(in database: Database) throws -> Set<Station> {
        Set(try database.all("SELECT source, region, service, place FROM station") { try $0.station(0, place: 3) })
    }

    static func hours(in range: ClosedRange<Int64>, _ database: Database) throws -> [SourceHour] {
        let sql = """
            SELECT source, region, service, place, hour, lines, first, last, reached, reached_first, reached_last FROM source_hour
            WHERE hour BETWEEN ?1 AND ?2
            """
        return try database.all(sql, [range.lowerBound, range.upperBound]) { row in
            guard let span = try row.range(6, 7) else { throw row.damage(6, "has no value") }
            return SourceHour(
                station: try row.station(0, place: 3), hour: try row.integer(4), lines: try row.count(5), span: span,
                reached: try row.count(8), reachedSpan: try row.range(9, 10))
        }
    }
}

extension CatalogRow {
    /// Three columns with source, region and service, and one with the place.
    func station(_ column: Int32, place: Int32) throws(CatalogDamage) -> Station {
        guard let stands = HopPlace(rawValue: Int(try integer(place))) else { throw damage(place, "is no place") }
        return Station(
            source: try text(column), region: try text(column + 1), service: try text(column + 2), place: stands)
    }
}

extension SourceHour {
    /// The same hour, before any line of it was counted.
    fileprivate init(nothingOf hour: SourceHour) {
        self.init(station: hour.station, hour: hour.hour, lines: 0, span: hour.span)
    }
}
