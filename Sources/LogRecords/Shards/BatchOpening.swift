/// What stands in front of a batch of records that was put into one object: `{"events":[`.
///
/// `events` is the vendor's own example of a job's `batch_prefix` (https://developers.cloudflare.com/logs/logpush/logpush-job/log-output-options/),
/// `records` what receivers in Azure expect (https://learn.microsoft.com/en-us/azure/azure-monitor/platform/stream-monitoring-data-event-hubs). Under
/// other names something else may lie: a request's body has `messages`.
package enum BatchOpening {
    private static let keys: [StaticString] = ["events", "records"]
    /// White space included; more than that no program writes.
    package static let longest = 64

    /// Where it ends that begins at `start`, white space before it included; `nil` where there is none.
    package static func end(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
        guard start <= bytes.count else { return nil }
        let text = UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(longest))
        var index = 0
        func skipBlanks() {
            while index < text.count, text[index] == 0x20 || (0x09...0x0D).contains(text[index]) { index += 1 }
        }
        func take(_ word: StaticString) -> Bool {
            let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
            guard text[index...].starts(with: word) else { return false }
            index += word.count
            return true
        }
        skipBlanks()
        guard take("{") else { return nil }
        skipBlanks()
        guard take("\""), keys.contains(where: take), take("\"") else { return nil }
        skipBlanks()
        guard take(":") else { return nil }
        skipBlanks()
        return take("[") ? start + index : nil
    }
}
