import LogRecords

@testable import TraceCommands

/// A Monday afternoon on which all times of these tests are typed.
let typedAt = at("2026-11-30T16:40:00Z")

func at(_ text: String) -> Instant {
    guard let instant = Instant(rfc3339: text) else { preconditionFailure("no time: \(text)") }
    return instant
}

/// What a text is read as, `2026-09-16T13:14:00Z`; of a day its two ends.
func read(_ text: String, _ zone: String = "UTC", now: Instant = typedAt) throws -> String {
    let reading = try TimeReading(text, in: try ReadZone(zone), now: now)
    let (from, to) = (reading.range.from.text(digits: 0), reading.range.to.advanced(by: 1).text(digits: 0))
    return reading.isDay ? "\(from) - \(to)" : from
}

/// Why a text is not read, with the hint.
func refusal(of text: String, _ zone: String = "UTC", now: Instant = typedAt) -> String {
    do {
        return "read as \(try read(text, zone, now: now))"
    } catch let error as TimeError {
        return [error.explanation.what, error.explanation.hint].compactMap { $0 }.joined(separator: "; ")
    } catch {
        return "\(error)"
    }
}
