import ArgumentParser
import Foundation
import LogRecords

/// `--tz`: the zone that times are read and shown in.
struct ZoneOption: ParsableArguments {
    /// The setting of a desk, for whoever reads times in one zone all day.
    static let setting = "WAYBILL_TZ"

    @Option(
        name: .customLong("tz"),
        help: ArgumentHelp(
            "The time zone: an IANA name, an offset such as +02:00, UTC or local (default: $WAYBILL_TZ, else $TZ, else UTC).",
            valueName: "zone")
    )
    var name: String?

    /// The zone, or what is wrong with its name.
    func zone() throws -> ReadZone {
        guard let name else { return try Self.ofDesk() }
        return try ReadZone(name)
    }

    /// The zone where `--tz` does not say it. Where nothing does no calendar is loaded: that would cost the start
    /// milliseconds.
    static func ofDesk(_ environment: (String) -> String? = variable) throws -> ReadZone {
        if let name = environment(setting) {
            do throws(TimeError) { return try ReadZone(name) } catch {
                let explanation = error.explanation
                throw WrongUsage(explanation: Explanation(explanation.what, at: "$\(setting): \(name)", hint: explanation.hint))
            }
        }
        return environment("TZ").map { ReadZone.local(name: $0) } ?? .utc
    }

    /// `nil` where it is not set, or empty. `ProcessInfo` copies the whole environment.
    static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
