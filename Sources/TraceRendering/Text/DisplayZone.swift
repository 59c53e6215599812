package import LogRecords

/// The zone that times are shown in: an offset for each moment, so that no calendar is needed here.
package struct DisplayZone: Sendable {
    private let offsetSeconds: @Sendable (Instant) -> Int

    package init(offsetSeconds: @escaping @Sendable (Instant) -> Int) {
        self.offsetSeconds = offsetSeconds
    }

    package static let utc = DisplayZone { _ in 0 }

    /// `2024-09-15`
    package func date(_ instant: Instant) -> String { String(local(instant).prefix(10)) }

    /// `13:32:08.495`; milliseconds, cut.
    package func time(_ instant: Instant) -> String { String(local(instant).dropFirst(11).prefix(12)) }

    /// `13:32`
    package func minute(_ instant: Instant) -> String { String(local(instant).dropFirst(11).prefix(5)) }

    /// `13:32:08`
    package func second(_ instant: Instant) -> String { String(local(instant).dropFirst(11).prefix(8)) }

    /// `UTC`, or `UTC+02:00` as it is at that moment.
    package func label(_ instant: Instant) -> String {
        offsetSeconds(instant) == 0 ? "UTC" : "UTC" + offset(instant)
    }

    /// `+02:00` as it is at that moment.
    package func offset(_ instant: Instant) -> String {
        let offset = offsetSeconds(instant)
        let minutes = offset.magnitude / 60
        let digits = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(offset < 0 ? "-" : "+")\(digits.joined(separator: ":"))"
    }

    private func local(_ instant: Instant) -> String {
        instant.advanced(by: Int64(offsetSeconds(instant)) &* Instant.second).text()
    }
}
