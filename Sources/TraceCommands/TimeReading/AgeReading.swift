// foreign numbers: sums and products are checked

/// `90d`, `12w`: an age in whole days, because a store forgets by whole days.
struct AgeReading {
    static let mostDays: Int32 = 36_500

    let days: Int32

    init(_ text: String) throws {
        let units: [Character: Int32] = ["d": 1, "w": 7]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int32(text.dropLast()), number >= 0,
            number <= Self.mostDays / unit
        else { throw TimeError.noAge(text) }
        days = number * unit  // bounded: by `mostDays`
    }
}

/// `1%`, `0.5 %`: a part of all.
struct ShareReading {
    /// From 0 to 1.
    let share: Double

    init(_ text: String) throws {
        guard text.hasSuffix("%"), let percent = Double(String(text.dropLast()).trimmed), (0...100).contains(percent) else {
            throw TimeError.noShare(text)
        }
        share = percent / 100
    }
}

/// `50GB`, `800 MB`, `1.5TB`, `20GiB`, or a number of bytes.
struct SizeReading {
    let bytes: Int64

    init(_ text: String) throws {
        let number = text.prefix { "0123456789.".contains($0) }
        let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
        let units: [String: Double] = [
            "": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824,
            "tib": 1_099_511_627_776,
        ]
        guard let factor = units[unit], let value = Double(number) else { throw TimeError.noSize(text) }
        let size = value * factor  // bounded: a Double that is too large is infinite
        guard (0..<1e18).contains(size) else { throw TimeError.noSize(text) }
        bytes = Int64(size)
    }
}
