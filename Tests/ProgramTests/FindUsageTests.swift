import Foundation
import Testing
import Workbench

/// What `trace find` says of a time, a length or a status that cannot be meant, before it opens any store.
struct FindUsageTests {
    private static let instance = "292c3c7c-c5d5-48ec-b4bf-f00b724ce560"

    private func find(_ arguments: String..., around: String = "2026-11-22T10:31:07Z", instance: String = instance) throws
        -> ProgramResult
    {
        try RunProgram().run(["find", "--instance", instance, "--around", around, "--store", "/nonexistent/store"] + arguments)
    }

    @Test(arguments: [
        ("half past ten", "cannot read the time"),
        ("2026-02-30 10:31", "no calendar has this date"),
        ("09/10/2026", "day and month could be either"),
        ("2026-09-16 15:14 IST", "several zones are called so"),
        ("12345", "cannot read the time"),
        ("99999999999999999999999999", "cannot read the time"),
        ("9999999999", "no such time"), ("9999999999999", "no such time"), ("9999999999999999", "no such time"),
        ("9999999999999999999", "no such time"),
        ("\u{1b}[31m2026", "cannot read the time"),
    ])
    func `a time that cannot be meant is wrong usage with a hint`(_ time: String, _ what: String) throws {
        let result = try find(around: time)
        #expect(result.status == 64)
        #expect(result.errors.contains(what))
        #expect(result.errors.contains("\ntrace: hint: "))
        #expect(!result.errors.contains("\u{1b}"))
    }

    @Test func `a time that the clocks skipped is wrong usage and the hint names a moment`() throws {
        let result = try find("--tz", "Europe/Berlin", around: "2026-03-29 02:30")
        #expect(result.status == 64)
        #expect(result.errors.contains("there was no such time in Europe/Berlin"))
        #expect(result.errors.contains("'2026-03-29T02:30:00+01:00' (2026-03-29T01:30:00Z)"))
    }

    @Test func `a desk's zone is read from its setting, and one that is none is wrong usage`() throws {
        let words = ["find", "--instance", Self.instance, "--around", "2026-11-22 10:31", "--store", "/nonexistent/store"]
        let read = try RunProgram(environment: ["WAYBILL_TZ": "Asia/Kolkata"]).run(words)
        #expect(read.status == 2)
        let refused = try RunProgram(environment: ["WAYBILL_TZ": "IST"]).run(words)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("$WAYBILL_TZ: IST: several zones are called so"))
        #expect(try RunProgram(environment: ["WAYBILL_TZ": "IST"]).run(["route", "8c38fb2918f135d2"]).status == 64)
    }

    @Test(arguments: [
        "2026-11-22T10:31:07Z", "2026-11-22", "yesterday", "3:14 AM yesterday", "2026-11-22T10:31:07.123+01:00", "2026-11-22 10:31",
        "2026-11-22T10:31:07", "2026-11-22T10:31Z",
        "1795343467", "1795343467000",
    ])
    func `a time that can be read comes as far as the store`(_ time: String) throws {
        let result = try find(around: time)
        #expect(result.status == 2)
        #expect(result.errors.contains("store"))
    }

    @Test(arguments: [
        ["--within", "10"], ["--within", "0m"], ["--within", "32d"], ["--within", "2678400d"],
        ["--within", "9223372036854775807d"], ["--status", "abc"],
        ["--status", "499-400"], ["--status", "0xx"], ["--status", "9xx"], ["--status", "4xx-5xx"], ["--tz", "Mars/Olympus"],
        ["--tz", "+99:00"],
        ["--limit", "0"], ["--limit", "10001"],
    ])
    func `an option's value that cannot be meant is wrong usage`(_ options: [String]) throws {
        let result = try RunProgram().run(
            ["find", "--instance", Self.instance, "--around", "2026-11-22T10:31:07Z", "--store", "/nonexistent/store"] + options)
        #expect(result.status == 64)
        #expect(result.errors.contains("trace: hint: "))
    }

    @Test func `what is no UUID is not searched as an instance`() throws {
        let result = try find(instance: "8c38fb2918f135d2")
        #expect(result.status == 64)
        #expect(result.errors.contains("trace route"))
    }
}
