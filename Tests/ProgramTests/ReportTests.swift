import Foundation
import Testing
import Workbench

/// Reports over stored requests that are missing, damaged or of somebody else.
struct ReportTests {
    private static func program(_ scratch: Scratch) throws -> RunProgram {
        let program = RunProgram(environment: ["WAYBILL_STORE": scratch.path("store")])
        try #require(try program.run(["ingest", "--no-requests", Repository.path("Fixtures/night")]).status == 0)
        return program
    }

    @Test func `what a load did not make is made by the first report`() throws {
        let scratch = try Scratch()
        let program = try Self.program(scratch)
        let first = try program.run(["stats", "--by", "region"])
        #expect(first.output.contains("europe-west3") && !first.errors.contains("in no request yet"))
        #expect(try program.run(["requests"]).errors == "trace: every line is in a stored request\n")
    }

    @Test func `damaged requests are made anew by a report, which says so`() throws {
        let scratch = try Scratch()
        let program = try Self.program(scratch)
        let whole = try program.run(["stats", "--by", "region"])
        try Data("no database, and longer than a header".utf8).write(
            to: URL(fileURLWithPath: scratch.path("store/requests/catalog.sqlite")))
        let again = try program.run(["stats", "--by", "region"])
        #expect(again.output == whole.output && again.status == whole.status)
        #expect(again.errors.contains("are made anew"))
        #expect(try program.run(["verify"]).status == 0)
    }

    @Test func `a filter of a length without a length is wrong usage`() throws {
        #expect(try RunProgram().run(["stats", "--first-word"]).status == 64)
        #expect(try RunProgram().run(["stats", "--by", "user"]).status == 64)
    }
}
