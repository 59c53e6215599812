/// What every header, field, option and paste has to bear: values that nobody means and somebody sends.
///
/// One list for all fuzzers, so that a value which once ended a program is tried everywhere from then on.
package enum OddValue {
    /// The odd values that are text; some hold NUL, and none is longer than 64 KiB.
    package static let texts: [String] =
        empties + separators + numbers + times + lengths + controls + unicode + words + shapes + long

    /// All of `texts`, and bytes that are no UTF-8.
    package static let bytes: [[UInt8]] = texts.map { Array($0.utf8) } + notUTF8

    /// Nothing, and what looks like it.
    package static let empties = ["", " ", "\t", "  \t ", "\"\"", "''", "-", "--", "null", "nil", "undefined", "none"]

    /// What parts a value is parted by, alone and in excess: the first and the last part are empty, or there is none.
    package static let separators = [
        ",", ";", ":", "/", "//", "=", "&", "?", "#", "@", ".", "..", "|", "%", "%%", "a,", ",a", ";;;;", "a;", ";a", ":::", "a:",
        ":a", "/a/", "=a", "a=", "a==b", "-a-", "[", "]", "[]", "{", "}", "{}", "(", ")", "<>", "\\", "\"", "'", "`", "*", "~", "$",
    ]

    /// Numbers at the ends of every width, with signs, points and exponents.
    package static let numbers = [
        "0", "-0", "+0", "00", "1", "-1", "+1", "001", "0x10", "1e3", "1E400", "-1e-400", "1e18446744073709551615", ".5", "5.",
        "1.2.3",
        "1_000", "1,000", "127", "128", "255", "256", "32767", "65535", "65536", "2147483647", "2147483648", "-2147483648",
        "4294967295",
        "4294967296", "9007199254740993", "9223372036854775806", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809", "18446744073709551615", "18446744073709551616", "170141183460469231731687303715884105728", "NaN",
        "-nan",
        "inf", "Infinity", "-Infinity", "999999999999999999999999999999999999999999",
    ]

    /// Times that no clock shows, and those at the ends of what a clock can.
    package static let times = [
        "9999999999", "99999999999", "9999999999999", "9999999999999999", "9999999999999999999", "1678-01-01T00:00:00Z",
        "2262-04-11T23:47:16.854775807Z", "2262-04-11T23:47:16.854775808Z", "1677-09-21T00:12:43.145224192Z",
        "0000-00-00T00:00:00Z",
        "9999-12-31T23:59:59Z", "2026-02-30T10:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T10:31:60Z", "2026-11-22", "10:31",
        "2026-11-22T10:31:07+99:99", "2026-11-22T10:31:07.1234567890123Z", "-2026-11-22T10:31:07Z", "Sun, 22 Nov 2026 10:31:07 GMT",
    ]

    /// Durations, ages, sizes and shares that are too large for their unit, or of none.
    package static let lengths = [
        "0s", "-1s", "2678400d", "9223372036854775807d", "99999999999d", "1.5h", "1d1d", "d", "s", "36500d", "36501d", "5215w",
        "1%",
        "-1%", "101%", "1e999%", "NaN%", "%1", "1YB", "9999999999999999999TB", "1e30GB", "0.1B", "-5GB", "1GB GB",
    ]

    /// Controls, and what a terminal or a log would obey.
    package static let controls = [
        "\u{0}", "a\u{0}b", "\r", "\n", "\r\n", "a\r\nb: c", "\u{1b}[2J", "\u{1b}]0;title\u{7}", "\u{7f}", "\u{85}", "\u{9b}31m",
        "\u{8}\u{8}",
    ]

    /// Bidirectional, combining, invisible, outside the first plane, and letters that change length with their case.
    package static let unicode = [
        "\u{202e}gnp.exe", "\u{2066}a\u{2069}", "\u{200b}", "\u{feff}", "e\u{301}", "\u{301}", "a\u{301}\u{301}\u{301}", "\u{e000}",
        "\u{10ffff}",
        "\u{fffd}", "\u{fffe}", "ß", "ẞ", "İ", "ı", "ﬁ", "K", "\u{2028}", "\u{2029}", "👩‍👩‍👧‍👦", "🇩🇪", "٣", "１２３", "½", "Ⅳ", "：", "／",
    ]

    /// Words that mean something elsewhere.
    package static let words = [
        "true", "false", "True", "yes", "no", "on", "global", "unknown", "[FILTERED]", "__proto__", "../../etc/passwd", "/dev/zero",
        "file:///etc/passwd", "http://[::1", "http://[::]:99999/", "https://user:secret@host:1/p?q#f", "' OR 1=1 --", "${HOME}",
        "{{7*7}}", "%s%n", "%00", "<script>", "-rf", "--help", "\\u0000", "\\ud800", "\\udc00\\ud800",
    ]

    /// Identifiers that nearly are.
    package static let shapes = [
        "0000000000000000", "ffffffffffffffff", "8c38fb2918f135d2-", "-IAD", "8c38fb2918f135d2-IAD-X-Y", "00-0-0-0",
        "00-00000000000000000000000000000000-0000000000000000-00", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-", "/",
        "105445aa7843bc8bf206b12000100000/18446744073709551616;o=1",
        "105445aa7843bc8bf206b12000100000/;", "1-ffffffff-000000000000000000000000", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "ffffffff-ffff-ffff-ffff-ffffffffffff", "--------------------------------", "req_", "req_____________",
    ]

    /// At and behind the lengths at which something is cut, and the longest.
    package static let long =
        [15, 16, 17, 254, 255, 256, 512, 4095, 4096, 4097, 1 << 16].map { String(repeating: "a", count: $0) }
        + [
            String(repeating: ",", count: 4096), String(repeating: "9", count: 4096), String(repeating: "[", count: 4096),
            String(repeating: "%41", count: 1365), String(repeating: "é", count: 1 << 15),
            String(repeating: "a\u{301}", count: 1 << 14),
            String(repeating: "\\u0041", count: 1365),
        ]

    /// Half a character, a surrogate written out, too long a form, beyond the last plane, and bytes that are never any.
    package static let notUTF8: [[UInt8]] = [
        [0xFF], [0x80], [0xC3], [0x61, 0xC3], [0xED, 0xA0, 0x80], [0xED, 0xB0, 0x80], [0xC0, 0x80], [0xE0, 0x80, 0xAF],
        [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE, 0xFF], [0xFF, 0xFE, 0x61, 0x00],
        [UInt8](repeating: 0xFF, count: 300), [0x61, 0x00, 0xFF, 0x00, 0x62],
    ]
}
