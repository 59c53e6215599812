import LogRecords
import Testing

@testable import TraceCommands

/// Zones as people name them.
struct ZoneTests {
    private static let (winter, summer) = (at("2026-01-15T12:00:00Z"), at("2026-07-15T12:00:00Z"))

    @Test(arguments: ["BST", "IST", "CST", "EST", "AST", "PST", "MST", "CDT", "EDT", "SST", "GST", "ist"])
    func `an abbreviation that several zones share is refused with the choices`(_ name: String) {
        #expect {
            try ReadZone(name)
        } throws: { error in
            let hint = (error as? TimeError)?.explanation.hint ?? ""
            return hint.contains(
                #/put in its place [A-Z]\w+\/[\w\/]+.* or [A-Z]\w+\/[\w\/]+, or an offset: [+-]\d\d:\d\d.* or [+-]/#)
        }
    }

    /// Each meaning is what a clock there shows in winter or in summer, so that no choice is invented.
    @Test(arguments: [
        "ACT", "AMT", "AST", "BST", "CDT", "CST", "CT", "ECT", "EDT", "EST", "ET", "GST", "IST", "MST", "MT", "PST", "PT", "SST",
        "WST",
        "ACDT", "ACST", "ADT", "AEDT", "AEST", "AKDT", "AKST", "ART", "AWST", "BRT", "CAT", "CEST", "CET", "EAT", "EEST", "EET",
        "HKT",
        "HST", "IDT", "JST", "KST", "MDT", "MESZ", "MEZ", "MSK", "NDT", "NST", "NZDT", "NZST", "PDT", "PHT", "PKT", "SAST", "SGT",
        "WAT", "WEST", "WET", "WIB", "WIT", "WITA",
    ])
    func `an abbreviation means what clocks show`(_ name: String) throws {
        let meanings = ZoneAbbreviations.meanings(of: name)
        #expect(!meanings.isEmpty)
        for meaning in meanings {
            let zone = try ReadZone(meaning.zone)
            let shown = [Self.winter, Self.summer].map { zone.offsetSeconds(at: $0) / 60 }
            #expect(shown.contains(meaning.minutes), "\(meaning)")
        }
    }

    @Test(arguments: [
        ("Europe/Berlin", 120), ("europe/berlin", 120), ("+02:00", 120), ("-0330", -210), ("+2", 120), ("UTC+2", 120),
        ("GMT-05:00", -300),
        ("CEST", 120), ("jst", 540), ("CET", 120), ("Etc/GMT+2", -120), ("America/Argentina/Buenos_Aires", -180), ("PRC", 480),
        ("UTC", 0), ("gmt", 0), ("Japan", 540), ("EST5EDT", -240),
    ])
    func `a zone is read by its name, its offset or an abbreviation of its own`(_ name: String, _ minutes: Int) throws {
        #expect(try ReadZone(name).offsetSeconds(at: Self.summer) == minutes * 60)
    }

    @Test(arguments: ["Mars/Olympus", "+99:00", "+16:00", "ABC", "", "+", "+1:2", "Berlin", "+02:00:00", "VST", "NET"])
    func `what is no zone is refused`(_ name: String) {
        #expect(throws: TimeError.self) { try ReadZone(name) }
    }

    @Test func `a city alone is told its zone`() {
        #expect(throws: TimeError.noZone("berlin", like: ["Europe/Berlin"])) { try ReadZone("berlin") }
    }

    @Test func `a desk's zone is its setting, else the machine's, else UTC`() throws {
        #expect(try ZoneOption.ofDesk { ["WAYBILL_TZ": "Asia/Kolkata", "TZ": "Asia/Tokyo"][$0] }.name == "Asia/Kolkata")
        #expect(try ZoneOption.ofDesk { ["TZ": ":Asia/Tokyo"][$0] }.name == "Asia/Tokyo")
        #expect(try ZoneOption.ofDesk { ["TZ": "UTC0"][$0] }.name == "UTC")
        #expect(try ZoneOption.ofDesk { _ in nil }.name == "UTC")
        #expect {
            try ZoneOption.ofDesk { ["WAYBILL_TZ": "IST"][$0] }
        } throws: { error in
            (error as? WrongUsage)?.explanation.place == "$WAYBILL_TZ: IST"
        }
    }
}
