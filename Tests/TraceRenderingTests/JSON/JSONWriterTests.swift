import Foundation
import Testing
import TraceRendering

struct JSONWriterTests {
    private func text(_ value: JSONValue) -> String {
        String(String(decoding: JSONWriter.bytes(value), as: UTF8.self).dropLast())
    }

    @Test(arguments: [
        (Int64(0), "0.0"), (1_851_000_000, "1851.0"), (1_840_200_000, "1840.2"), (1, "0.000001"), (999_999, "0.999999"),
        (-1_500_000, "-1.5"),
        (Int64.max, "9223372036854.775807"), (Int64.min, "-9223372036854.775808"),
    ])
    func `a duration is exact to the nanosecond`(_ nanoseconds: Int64, _ expected: String) {
        #expect(text(.milliseconds(nanoseconds)) == expected)
    }

    @Test func `what could command a terminal is escaped and comes back as it was`() throws {
        let hostile = "\u{0}\u{1b}[2J\u{9b}\u{7f}\u{202e}\u{200b}\u{feff}\u{2028}\n\r\t\"\\/\u{e0001}é模🙂"
        let written = text(.string(hostile))
        #expect(
            written.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0.properties.generalCategory != .format })
        let back = try JSONSerialization.jsonObject(with: Data("[\(written)]".utf8)) as? [String]
        #expect(back?.first?.unicodeScalars.elementsEqual(hostile.unicodeScalars) == true)
    }

    @Test func `null is written and a number that JSON has no word for is null`() {
        #expect(
            text(["a": .null, "b": .number(.nan), "c": .number(.infinity), "d": .number(0.9)])
                == #"{"a":null,"b":null,"c":null,"d":0.9}"#)
    }

    @Test func `keys keep the order in which they were written`() {
        #expect(
            text(["z": .boolean(true), "a": .integer(.min), "m": .array([])]) == #"{"z":true,"a":-9223372036854775808,"m":[]}"#)
    }

    @Test func `indented, empty containers and lists of numbers stay on their line`() {
        let bytes = JSONWriter.bytes(["a": .array([]), "b": .list([1, 2]), "c": .list(["x"])], pretty: true)
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                {
                  "a": [],
                  "b": [1, 2],
                  "c": [
                    "x"
                  ]
                }

                """)
    }
}
