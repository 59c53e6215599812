import Foundation
import GRDBSQLite
import Testing

/// Which SQLite the tests run on.
struct AssertingSQLiteTests {
    private static let isAskedFor = ProcessInfo.processInfo.environment["WAYBILL_ASSERTING_SQLITE"] != nil

    @Test func `a run that asked for a SQLite that asserts has one`() {
        #expect((sqlite3_compileoption_used("DEBUG") != 0) == Self.isAskedFor)
    }
}
