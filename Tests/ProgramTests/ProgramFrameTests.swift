import Foundation
import Testing
import Workbench

struct ProgramFrameTests {
    @Test func `the version is one line`() throws {
        let result = try RunProgram()("--version")
        #expect(result.output == "waybill 0.1.0\n")
        #expect(result.status == 0)
    }

    @Test func `an option that does not exist is wrong usage with a hint`() throws {
        let result = try RunProgram()("shards", "--no-such-option")
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("trace: error: "))
        #expect(result.errors.contains("\ntrace: hint: "))
    }

    @Test func `help goes to standard output`() throws {
        let result = try RunProgram()("help", "ingest")
        #expect(result.status == 0)
        #expect(result.output.contains("trace ingest"))
        #expect(result.errors.isEmpty)
    }
}
