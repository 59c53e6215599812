/// What stands in front of a batch of records that was put into one object: `{"events":[`.
///
/// `events` is the vendor's own example of a job's `batch_prefix`
/// (https://developers.cloudflare.com/logs/logpush/logpush-job/log-output-options/), `records` what receivers in Azure
/// expect (https://learn.microsoft.com/en-us/azure/azure-monitor/platform/stream-monitoring-data-event-hubs). Under
/// other names something else may lie: a request's body has `messages`.
package struct BatchOpening {
    private static let keys = ["events", "records"]
    /// White space and escapes included; more than that no program writes.
    package static let longest = 128

    private let text: UnsafeRawBufferPointer
    private var index = 0

    /// Where it ends that begins at `start`, white space before it included; `nil` where there is none.
    package static func end(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
        guard start <= bytes.count else { return nil }
        var opening = BatchOpening(text: UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(longest)))
        guard opening.take("{"), let key = opening.key(), keys.contains(key), opening.take(":"), opening.take("[") else {
            return nil
        }
        return start + opening.index
    }

    /// Steps over white space and the byte behind it.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        while index < text.count, text[index] == 0x20 || (0x09...0x0D).contains(text[index]) { index += 1 }
        guard index < text.count, text[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// What a key spells, if that is ASCII.
    private mutating func key() -> String? {
        guard take("\"") else { return nil }
        var key = ""
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return key }
            guard let letter = byte == UInt8(ascii: "\\") ? escaped() : byte, letter < 0x80 else { return nil }
            key.unicodeScalars.append(Unicode.Scalar(letter))
        }
        return nil
    }

    /// The letter behind a backslash, as `u0065`.
    private mutating func escaped() -> UInt8? {
        let digits = text[index...].prefix(5)
        guard digits.count == 5, digits.first == UInt8(ascii: "u") else { return nil }
        index += 5
        let hexadecimal = String(decoding: digits.dropFirst(), as: UTF8.self)
        return hexadecimal.allSatisfy(\.isHexDigit) ? UInt8(hexadecimal, radix: 16) : nil
    }
}
