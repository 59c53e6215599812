/// A number in groups of three digits: `1,234,567`.
func grouped(_ number: Int64) -> String {
    var text = ""
    for (index, digit) in String(number.magnitude).reversed().enumerated() {
        if index > 0, index % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return (number < 0 ? "-" : "") + String(text.reversed())
}

/// A decimal number with a fixed count of digits behind the point, whatever the locale.
func decimal(_ number: Double, digits: Int) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return "0" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int64((abs(number) * scale).rounded())  // bounded: below 1e15, and digits are one or two
    let whole = String(scaled / Int64(scale))
    guard digits > 0 else { return (number < 0 ? "-" : "") + whole }
    let rest = String(scaled % Int64(scale))
    return (number < 0 ? "-" : "") + whole + "." + String(repeating: "0", count: digits - rest.count) + rest
}

/// Sizes as people say them, in powers of ten.
enum ByteText {
    /// `999 B`, `12.3 kB`, `45.6 MB`
    static func short(_ bytes: Int64) -> String {
        var size = Double(bytes)
        for unit in ["B", "kB", "MB", "GB"] {
            if size < 1000 { return decimal(size, digits: unit == "B" ? 0 : 1) + " " + unit }
            size /= 1000
        }
        return decimal(size, digits: 1) + " TB"
    }
}
