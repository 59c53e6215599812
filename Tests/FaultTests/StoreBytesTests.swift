import Clocks
import Foundation
import GRDB
import LogIngest
import LogRecords
import LogStoreSQLite
import OddValues
import Testing
import Workbench

/// Changed bytes in the files of a store end no process: every question is answered, or refused with words.
@Suite struct StoreBytesTests {
    @Test func `changed bytes in a catalog or a segment are answered with words by every question`() throws {
        var dice = Dice.throwing("store bytes")
        let place = try StoreBytesTests.loaded()
        let files = place.listing("whole").filter { $0.hasSuffix(".sqlite") }
        #expect(files.count > 3)
        for round in 0..<Dice.count(150, soak: 30_000) {
            let name = dice.below(3) > 0 ? "catalog.sqlite" : files[dice.below(files.count)]
            try place.copy("whole", to: "store")
            let url = place.url.appending(path: "store/" + name)
            var bytes = Array(try Data(contentsOf: url))
            let change = dice.change(&bytes)
            try Data(bytes).write(to: url)
            ask(place, &dice, "round \(round) of seed \(Dice.seed): \(name), \(change)")
        }
    }

    @Test func `odd values in any column of a catalog or a segment are answered with words by every question`() throws {
        var dice = Dice.throwing("store values")
        let place = try StoreBytesTests.loaded()
        let files = place.listing("whole").filter { $0.hasSuffix(".sqlite") }
        let columns = try files.map { try StoreBytesTests.columns(of: place.path("whole/" + $0)) }
        for round in 0..<Dice.count(150, soak: 20_000) {
            let file = dice.below(2) == 0 ? files.firstIndex(of: "catalog.sqlite") ?? 0 : dice.below(files.count)
            let column = columns[file][dice.below(columns[file].count)]
            try place.copy("whole", to: "store")
            let value = StoreBytesTests.oddValues[dice.below(StoreBytesTests.oddValues.count)]
            // Some are refused by the schema, and stay as they were.
            let sql = """
                PRAGMA ignore_check_constraints = ON;
                UPDATE OR IGNORE \(column.table) SET \(column.name) = \(value)
                """
            let queue = try DatabaseQueue(path: place.path("store/" + files[file]))
            do { try queue.writeWithoutTransaction { try $0.execute(sql: sql) } } catch is DatabaseError { continue }
            try queue.close()
            ask(place, &dice, "round \(round) of seed \(Dice.seed): \(files[file]), \(column.table).\(column.name) = \(value)")
        }
    }

    @Test func `odd values in a segment end no merge`() throws {
        var dice = Dice.throwing("merged values")
        let place = try StoreBytesTests.loaded(loads: 16, lines: 3)
        let segments = place.listing("whole").filter { $0.hasSuffix(".sqlite") && $0.contains("/") }
        #expect(segments.count == 48)
        let columns = try StoreBytesTests.columns(of: place.path("whole/" + segments[0]))
        for round in 0..<Dice.count(20, soak: 3000) {
            try place.copy("whole", to: "store")
            let column = columns[dice.below(columns.count)]
            let value = StoreBytesTests.oddValues[dice.below(StoreBytesTests.oddValues.count)]
            let queue = try DatabaseQueue(path: place.path("store/" + segments[dice.below(segments.count)]))
            do {
                try queue.write { try $0.execute(sql: "UPDATE OR IGNORE \(column.table) SET \(column.name) = \(value)") }
            } catch is DatabaseError { continue }
            try queue.close()
            do { try StoreQuestion.load.ask(place.path("store"), place) } catch {
                #expect(error is any Explained, "round \(round) of seed \(Dice.seed): \(column) = \(value): \(error)")
            }
        }
    }

    /// Logs of three days, in a store that nobody holds any more and whose log is empty.
    private static func loaded(loads: Int = 3, lines: Int = 60) throws -> Scratch {
        let place = try Scratch()
        for number in 0..<loads {
            let family = ShardFamily(number, lines: lines)
            let path = try family.deliver(.gzip, into: place.url.appending(path: "logs"), as: number)
            _ = try Ingest([path], options: IngestOptions(now: { .now }, readers: 1)).run(
                into: SQLiteRecordWriter(opening: place.path("whole")))
        }
        place.remove("logs")
        let queue = try DatabaseQueue(path: place.path("whole/catalog.sqlite"))
        try queue.inDatabase { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try queue.close()
        return place
    }

    private static let oddValues = [
        "9223372036854775807", "-9223372036854775808", "-1", "0", "1", "4611686018427387904", "NULL", "''", "'a,b'",
        "'../../etc/passwd'", "'2026-09-21/0123456789ab-1'", "char(0, 27, 10)", "x''", "zeroblob(16)", "printf('%.70000c', 'x')",
        "1.5", "2147483648", "-719529", "86400000000000",
    ]

    private static func columns(of file: String) throws -> [(table: String, name: String)] {
        try DatabaseQueue(path: file).read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT s.name, c.name FROM sqlite_schema AS s, pragma_table_info(s.name) AS c
                    WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite%'
                    """
            ).map { (table: $0[0], name: $0[1]) }
        }
    }

    private func ask(_ place: Scratch, _ dice: inout SeededDice, _ what: String) {
        let path = place.path("store")
        for question in StoreQuestion.allCases {
            // What writes comes last, and not every time.
            if question.writes, dice.below(3) > 0 { continue }
            do { try question.ask(path, place) } catch {
                #expect(error is any Explained, "\(what): \(question): \(error)")
            }
        }
        guard Dice.isSoak, dice.below(10) == 0 else { return }
        for words in [["shards"], ["coverage"], ["verify"], ["evidence", "8c38000000000001"], ["8c38000000000001", "--json"]] {
            let result = try? BuiltProgram.run(words + ["--store", path])
            #expect([0, 1, 2, 3].contains(result?.status ?? -1), "\(what): \(words): \(result?.errors.suffix(300) ?? "")")
        }
    }
}

/// What commands ask of a store, and what they do with it.
private enum StoreQuestion: CaseIterable {
    case shards, standing, standingNear, days, prunedDays, gaps, fields, problems, ray, instance, hint, plan, verify
    case load, prune, rebuild, modes, lost

    var writes: Bool { [.load, .prune, .rebuild, .modes, .lost].contains(self) }

    func ask(_ path: String, _ place: Scratch) throws {
        switch self {
        case .plan: _ = try StorePruner(of: path, keeping: PruneLimits(days: 1)).plan()
        case .verify: _ = try StoreVerifier(of: path, lookingUpAll: false).report()
        case .load:
            let more = try ShardFamily(3, lines: 9).deliver(.whole, into: place.url.appending(path: "more"), as: 0)
            _ = try Ingest([more], options: IngestOptions(now: { .now }, readers: 1)).run(
                into: SQLiteRecordWriter(opening: path))
        case .prune: _ = try StorePruner(of: path, keeping: PruneLimits(days: 1)).prune()
        case .rebuild: _ = try CatalogRebuild.run(in: path)
        case .modes: _ = try StoreModes(of: path).fix()
        case .lost:
            for ending in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + "/catalog.sqlite" + ending)  // it need not be there
            }
            _ = try CatalogRebuild.run(in: path)
            for question in StoreQuestion.allCases where !question.writes { try question.ask(path, place) }
        default: try read(SQLiteRecordReader(opening: path))
        }
    }

    private func read(_ reader: SQLiteRecordReader) throws {
        let noon = Instant(nanoseconds: 1_790_000_000 * Instant.second)
        let day = TimeRange(from: noon.advanced(by: -Instant.day), to: noon.advanced(by: Instant.day))
        switch self {
        case .shards: _ = try reader.shards().map { ($0.tally.balances, $0.standing.covers) }
        case .standing: _ = try reader.standing(near: nil)
        case .standingNear: _ = try reader.standing(near: day)
        case .days: _ = try reader.days().map { $0?.description }
        case .prunedDays: _ = try reader.prunedDays().map(\.day.description)
        case .gaps: _ = try reader.silences(in: day, limit: 9)
        case .fields: _ = try reader.fieldCounts(on: Day(number: 0)...Day(number: 30_000))
        case .problems: _ = try reader.problems(ofShard: 1)
        case .ray:
            _ = try reader.sightings(carrying: [CanonicalIdentifier("8c38000000000001")], on: .all, limit: 9)
        case .instance:
            _ = try reader.sightings(ofInstance: "x", in: day, filter: SightingFilter(), limit: 9)
            _ = try reader.days(ofInstance: "x")
        case .hint: _ = try reader.isKnown(FileHint(path: "x", device: 1, inode: 2, size: 3, modified: noon, changed: noon))
        default: break
        }
    }
}

extension SeededDice {
    /// Changes some bytes in one of eight ways, and says how.
    fileprivate mutating func change(_ bytes: inout [UInt8]) -> String {
        let place = below(bytes.count)
        switch below(8) {
        case 0...2:
            let bit = below(8)
            bytes[place] ^= 1 << bit
            return "bit \(bit) of byte \(place)"
        case 3:
            let early = below(min(bytes.count, 400))
            bytes[early] = UInt8(below(256))
            return "byte \(early) is \(bytes[early])"
        case 4:
            bytes = Array(bytes[..<place])
            return "cut at \(place)"
        case 5:
            let start = place / 512 * 512
            for index in start..<min(bytes.count, start + 512) { bytes[index] = 0 }
            return "zeros from \(start)"
        case 6:
            let words: [[UInt8]] = [
                Array(repeating: 255, count: 8), [127] + Array(repeating: 255, count: 7), [128] + Array(repeating: 0, count: 7),
            ]
            let word = words[below(3)]
            for (offset, byte) in word.enumerated() where place + offset < bytes.count { bytes[place + offset] = byte }
            return "\(word) at \(place)"
        default:
            let (from, length) = (below(bytes.count), [1, 8, 64, 4096][below(4)])
            let piece = bytes[from..<min(bytes.count, from + length)]
            for (offset, byte) in piece.enumerated() where place + offset < bytes.count { bytes[place + offset] = byte }
            return "\(piece.count) bytes of \(from) at \(place)"
        }
    }
}
