/// What an abbreviation of a zone stands for.
struct ZoneMeaning: Equatable {
    /// Ahead of UTC.
    let minutes: Int
    /// An IANA zone whose clocks show it, for all of the year or a part of it.
    let zone: String
}

/// The abbreviations of zones that people write, with every meaning that is in use: one that has several is refused.
///
/// IANA's data names the clocks of one place, not what a reader elsewhere takes the letters for, so some meanings are
/// not in it (https://data.iana.org/time-zones/theory.html, "Time zone abbreviations"). Everybody who chose one meaning
/// was wrong for somebody:
/// https://github.com/scrapinghub/dateparser/issues/683
enum ZoneAbbreviations {
    static func meanings(of word: String) -> [ZoneMeaning] { all[word.uppercased()] ?? [] }

    private static let all: [String: [ZoneMeaning]] = shared.merging(single) { several, _ in several }

    private static func hours(_ hours: Int, _ minutes: Int = 0, in zone: String) -> ZoneMeaning {
        ZoneMeaning(minutes: hours * 60 + (hours < 0 ? -minutes : minutes), zone: zone)
    }

    private static let shared: [String: [ZoneMeaning]] = [
        "ACT": [hours(-5, in: "America/Rio_Branco"), hours(9, 30, in: "Australia/Darwin")],
        "AMT": [hours(-4, in: "America/Manaus"), hours(4, in: "Asia/Yerevan")],
        "AST": [hours(-4, in: "America/Halifax"), hours(3, in: "Asia/Riyadh")],
        "BST": [hours(1, in: "Europe/London"), hours(6, in: "Asia/Dhaka"), hours(11, in: "Pacific/Bougainville")],
        "CDT": [hours(-5, in: "America/Chicago"), hours(-4, in: "America/Havana")],
        "CST": [hours(-6, in: "America/Chicago"), hours(8, in: "Asia/Shanghai"), hours(-5, in: "America/Havana")],
        "CT": [hours(-6, in: "America/Chicago"), hours(8, in: "Asia/Shanghai")],
        "ECT": [hours(-5, in: "America/Guayaquil"), hours(-4, in: "America/Martinique")],
        "EDT": [hours(-4, in: "America/New_York"), hours(11, in: "Australia/Sydney")],
        "EST": [hours(-5, in: "America/New_York"), hours(10, in: "Australia/Sydney")],
        "ET": [hours(-5, in: "America/New_York"), hours(10, in: "Australia/Sydney")],
        "GST": [hours(4, in: "Asia/Dubai"), hours(-2, in: "Atlantic/South_Georgia")],
        "IST": [hours(5, 30, in: "Asia/Kolkata"), hours(1, in: "Europe/Dublin"), hours(2, in: "Asia/Jerusalem")],
        "MST": [hours(-7, in: "America/Denver"), hours(8, in: "Asia/Kuala_Lumpur"), hours(6, 30, in: "Asia/Yangon")],
        "MT": [hours(-7, in: "America/Denver"), hours(8, in: "Asia/Kuala_Lumpur")],
        "PST": [hours(-8, in: "America/Los_Angeles"), hours(8, in: "Asia/Manila")],
        "PT": [hours(-8, in: "America/Los_Angeles"), hours(8, in: "Asia/Manila")],
        "SST": [hours(-11, in: "Pacific/Pago_Pago"), hours(8, in: "Asia/Singapore")],
        "WST": [hours(8, in: "Australia/Perth"), hours(13, in: "Pacific/Apia")],
    ]

    private static let rows: [(String, Int, Int, String)] = [
        ("ACDT", 10, 30, "Australia/Adelaide"), ("ACST", 9, 30, "Australia/Darwin"), ("AEDT", 11, 0, "Australia/Sydney"),
        ("ADT", -3, 0, "America/Halifax"), ("AEST", 10, 0, "Australia/Brisbane"), ("AKDT", -8, 0, "America/Anchorage"),
        ("AKST", -9, 0, "America/Anchorage"),
        ("ART", -3, 0, "America/Argentina/Buenos_Aires"), ("AWST", 8, 0, "Australia/Perth"), ("BRT", -3, 0, "America/Sao_Paulo"),
        ("CAT", 2, 0, "Africa/Maputo"), ("CEST", 2, 0, "Europe/Paris"), ("CET", 1, 0, "Europe/Paris"),
        ("EAT", 3, 0, "Africa/Nairobi"), ("EEST", 3, 0, "Europe/Athens"), ("EET", 2, 0, "Europe/Athens"),
        ("HKT", 8, 0, "Asia/Hong_Kong"), ("HST", -10, 0, "Pacific/Honolulu"), ("IDT", 3, 0, "Asia/Jerusalem"),
        ("JST", 9, 0, "Asia/Tokyo"), ("KST", 9, 0, "Asia/Seoul"), ("MDT", -6, 0, "America/Denver"),
        ("MESZ", 2, 0, "Europe/Berlin"), ("MEZ", 1, 0, "Europe/Berlin"), ("MSK", 3, 0, "Europe/Moscow"),
        ("NDT", -2, 30, "America/St_Johns"), ("NST", -3, 30, "America/St_Johns"), ("NZDT", 13, 0, "Pacific/Auckland"),
        ("NZST", 12, 0, "Pacific/Auckland"), ("PDT", -7, 0, "America/Los_Angeles"), ("PHT", 8, 0, "Asia/Manila"),
        ("PKT", 5, 0, "Asia/Karachi"), ("SAST", 2, 0, "Africa/Johannesburg"), ("SGT", 8, 0, "Asia/Singapore"),
        ("WAT", 1, 0, "Africa/Lagos"), ("WEST", 1, 0, "Europe/Lisbon"), ("WET", 0, 0, "Europe/Lisbon"),
        ("WIB", 7, 0, "Asia/Jakarta"), ("WIT", 9, 0, "Asia/Jayapura"), ("WITA", 8, 0, "Asia/Makassar"),
    ]

    private static let single: [String: [ZoneMeaning]] = rows.reduce(into: [:]) { table, row in
        table[row.0] = [hours(row.1, row.2, in: row.3)]
    }
}

/// `+02:00`, `-03:30`, `+00:00`.
func offsetText(minutes: Int) -> String {
    let digits = [minutes.magnitude / 60, minutes.magnitude % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return (minutes < 0 ? "-" : "+") + digits.joined(separator: ":")
}
