// foreign numbers: sums and products are checked

/// `90d`, `12w`: an age in whole days, because a store forgets by whole days.
struct AgeReading {
    static let mostDays: Int32 = 36_500

    let days: Int32

    init(_ text: String) throws(QuantityError) {
        let units: [Character: Int32] = ["d": 1, "w": 7]
        guard let unit = text.last.flatMap({ units[$0] }), let number = try WholeNumber(text.dropLast(), .age(text)) else {
            throw .unreadable(.age(text))
        }
        guard number.value <= Int64(Self.mostDays / unit) else { throw .tooMuch(.age(text)) }
        days = Int32(number.value) * unit  // bounded: by `mostDays`
    }
}

/// `1%`, `0.5 %`: a part of all.
struct ShareReading {
    /// From 0 to 1.
    let share: Double

    init(_ text: String) throws(QuantityError) {
        guard text.hasSuffix("%"), let percent = Double(String(text.dropLast()).trimmed), percent >= 0 else {
            throw .unreadable(.share(text))
        }
        guard percent <= 100 else { throw .tooMuch(.share(text)) }
        share = percent / 100
    }
}

/// `50GB`, `800 MB`, `1.5TB`, `20GiB`, or a number of bytes.
struct SizeReading {
    let bytes: Int64

    init(_ text: String) throws(QuantityError) {
        let number = text.prefix { "0123456789.".contains($0) }
        let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
        let units: [String: Double] = [
            "": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824,
            "tib": 1_099_511_627_776,
        ]
        guard let factor = units[unit], let value = Double(number) else { throw .unreadable(.size(text)) }
        let size = value * factor  // bounded: a Double that is too large is infinite
        guard (0..<1e18).contains(size) else { throw .tooMuch(.size(text)) }
        bytes = Int64(size)
    }
}
