import Foundation
import GRDB
import LogRecords
import Testing
import Workbench

@testable import LogStoreSQLite

/// The field table against the SQL of each version, and against the manual.
struct SchemaTableTests {
    @Test func `the manual lists every field with its kind and its version, and no other`() throws {
        let manual = Repository.url("man/waybill-store.5")
        let text = try String(contentsOf: manual, encoding: .utf8)
        let section = try #require(text.components(separatedBy: ".Ss Fields\n").last?.components(separatedBy: "\n.Ss ").first)
        let named = section.split(separator: "\n").filter { $0.hasPrefix(".It Va ") }.map { String($0.dropFirst(7)) }
        let records = FieldHome.allCases.filter { $0 != .attempt }.flatMap { home in
            RecordFields.all.filter { $0.home == home }.map { SchemaTableTests.entry($0) }
        }
        #expect(named == records + AttemptFields.all.map { SchemaTableTests.entry($0) })
    }

    @Test func `what is read of a row first has the names that its statement has, in their order`() {
        let names = SegmentReader.Brief.Column.allCases.map { "\($0)" }.joined(separator: ", ")
        #expect(SegmentReader.Brief.sql == "SELECT \(names) FROM sighting WHERE row = ?1")
    }

    private static func entry<Name, Owner>(_ field: Field<Name, Owner>) -> String {
        let kind =
            switch field.kind {
            case .instant: "time"
            case .duration: "duration"
            case .integer: "integer"
            case .flag: "flag"
            case .id64: "64 bits"
            case .id128: "16 bytes"
            case .term: "term"
            case .text: "text"
            }
        return "\(field.column) Pq \(kind), \(field.since)"
    }

    @Test(arguments: 1...SchemaVersion.segment) func `a version's tables have the columns of its fields, and no other`(
        _ version: Int
    ) throws {
        let queue = try DatabaseQueue()
        let sql = String(decoding: SchemaVersion.segmentSteps[..<version].joined(), as: UTF8.self)
        try queue.write { try $0.execute(sql: sql) }
        let fields = SegmentColumns(version: version)
        for home in FieldHome.allCases {
            let found = try queue.read {
                try String.fetchAll($0, sql: "SELECT name FROM pragma_table_info(?)", arguments: [home.rawValue])
            }
            let own = home == .attempt ? fields.attempt.map(\.column) : fields[home].map(\.column)
            let shared = home == .sighting ? fields.shared.map(\.rawValue) : []
            let key = home == .sighting ? "row" : home == .attempt ? "id" : "number"
            #expect(found.isEmpty == own.isEmpty)
            #expect(own.isEmpty || Set(found) == Set(own + shared + [key]), "\(home) of version \(version)")
            #expect(own.isEmpty || found.first == key)
            #expect(own.isEmpty || found.count == own.count + shared.count + 1)
        }
    }
}
