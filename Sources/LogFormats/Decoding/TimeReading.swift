import LogRecords

// foreign numbers: sums and products are checked

/// Readers of moments and durations.
enum TimeReading {
    /// The date that was read last: most lines of a shard are of one day.
    struct DateMemory {
        fileprivate var first: UInt64 = 0
        fileprivate var last: UInt64 = 0
        /// The day's start in nanoseconds.
        fileprivate var start: Int64 = 0
    }

    /// RFC 3339, or digits whose size tells their unit; `reading` says whether the text may lack its zone.
    @inline(__always)
    static func instant(_ bytes: UnsafeRawBufferPointer, _ memory: inout DateMemory, _ reading: FieldReading) -> Reading {
        if bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), let cell = usualInstant(bytes, &memory) { return .value(cell) }
        return unusualInstant(bytes, &memory, reading)
    }

    /// `2026-11-22T10:31:07.123456Z` of the day that was seen last; `nil` asks for the long way.
    @inline(__always)
    private static func usualInstant(_ bytes: UnsafeRawBufferPointer, _ memory: inout DateMemory) -> Int64? {
        let first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        let last = bytes.loadUnaligned(fromByteOffset: 2, as: UInt64.self)
        guard first == memory.first, last == memory.last, bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            bytes[bytes.count &- 1] == UInt8(ascii: "Z")
        else { return nil }
        let hour = twoDigits(bytes, 11)
        let minute = twoDigits(bytes, 14)
        let second = twoDigits(bytes, 17)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        var nanoseconds: Int64 = 0
        if bytes.count > 20 {
            guard bytes[19] == UInt8(ascii: "."), bytes.count > 21, bytes.count <= 30 else { return nil }
            for index in 20..<bytes.count &- 1 {
                let digit = bytes[index] &- 48
                guard digit < 10 else { return nil }
                nanoseconds = nanoseconds &* 10 &+ Int64(digit)
            }
            for _ in bytes.count..<30 { nanoseconds = nanoseconds &* 10 }
        }
        return memory.start &+ Int64(hour &* 3600 &+ minute &* 60 &+ second) &* Instant.second &+ nanoseconds
    }

    /// A number above 99 where there are no two digits.
    @inline(__always)
    private static func twoDigits(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
        let tens = Int(bytes[index] &- 48)
        let ones = Int(bytes[index &+ 1] &- 48)
        return tens < 10 && ones < 10 ? tens &* 10 &+ ones : 255
    }

    @inline(never)
    private static func unusualInstant(
        _ bytes: UnsafeRawBufferPointer, _ memory: inout DateMemory, _ reading: FieldReading
    ) -> Reading {
        if isNone(bytes) { return .absent }
        guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"),
            let instant = Instant(rfc3339: bytes, withoutZone: reading == .utcInstant ? .isUTC : .isRefused)
        else { return epoch(bytes) }
        guard instant.nanoseconds != 0 else { return .absent }
        // Only a text in UTC tells where its written date begins. The first day of all is read the long way each time: its beginning is no time.
        if instant.nanoseconds >= Instant.day, bytes.count >= 20, bytes[bytes.count - 1] == UInt8(ascii: "Z"),
            bytes[10] == UInt8(ascii: "T"),
            bytes[17] < UInt8(ascii: "6")
        {
            memory.first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            memory.last = bytes.loadUnaligned(fromByteOffset: 2, as: UInt64.self)
            memory.start = Day(instant).start.nanoseconds
        }
        return .value(instant.nanoseconds)
    }

    /// What stands where there is no time: nothing, a dash, or the least date of Go and .NET, of MySQL, with or without
    /// fraction and zone.
    /// https://pkg.go.dev/time#Time.IsZero
    private static func isNone(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if bytes.count < 2 { return bytes.isEmpty || bytes[0] == UInt8(ascii: "-") }
        guard bytes.count >= 10, bytes[0] == UInt8(ascii: "0"), bytes[1] == UInt8(ascii: "0") else { return false }
        return ["0001-01-01", "0000-00-00", "0000-01-01"].contains { bytes.prefix(10).elementsEqual($0.utf8) }
    }

    /// Digits since 1970: from 1e17 nanoseconds, from 1e14 microseconds, from 1e11 milliseconds, else seconds.
    private static func epoch(_ bytes: UnsafeRawBufferPointer) -> Reading {
        guard let number = DecimalNumber(bytes, scale: 0) else { return .unreadable }
        let whole = number.value
        // 0 and -1 are what programs write that have no time.
        guard !number.isExact || whole != 0 && whole != -1 else { return .absent }
        guard whole >= 0 else { return .unreadable }
        guard whole < 100_000_000_000_000_000 else { return .value(whole) }
        let scale = whole >= 100_000_000_000_000 ? 3 : whole >= 100_000_000_000 ? 6 : 9
        return .optional(DecimalNumber(bytes, scale: scale)?.value)
    }

    /// A duration whose unit is `10^scale` nanoseconds; exactly -1 of a unit is a sentinel.
    @inline(__always)
    static func duration(_ bytes: UnsafeRawBufferPointer, scale: Int) -> Reading {
        guard let number = DecimalNumber(bytes, scale: scale) else { return .unreadable }
        let isSentinel = number.isExact && number.value == (scale == 9 ? -1_000_000_000 : -1_000_000)
        return isSentinel ? .absent : .value(number.value)
    }

    /// `{"seconds": "1738936802", "nanos": 565396000}`: a time or duration as protobuf's libraries print it where they
    /// do not follow its mapping to JSON. https://github.com/googleapis/google-cloud-node/issues/7581
    @inline(never)
    static func parts(_ bytes: UnsafeRawBufferPointer, _ reading: FieldReading) -> Reading {
        guard reading == .instant || reading == .utcInstant || reading == .seconds else { return .wrongType }
        var cursor = JSONCursor(bytes)
        guard let parts = try? parts(&cursor) else { return .wrongType }  // other members: some other object
        let isMoment = reading != .seconds
        guard !isMoment || parts.seconds != 0 && parts.seconds != -1 && parts.seconds != leastSeconds else { return .absent }
        let (whole, overflow) = parts.seconds.multipliedReportingOverflow(by: Instant.second)
        let (sum, carried) = whole.addingReportingOverflow(parts.nanoseconds)
        return overflow || carried ? .unreadable : .value(sum)
    }

    /// The year 1, where Go's and protobuf's moments begin.
    private static let leastSeconds: Int64 = -62_135_596_800

    private static func parts(_ cursor: inout JSONCursor) throws(JSONCursor.Broken) -> (seconds: Int64, nanoseconds: Int64) {
        var parts: [String: Int64] = [:]
        try cursor.expect("{")
        repeat {
            cursor.skipSpace()
            let key = String(decoding: unescaped(try cursor.string()) ?? [], as: UTF8.self)
            cursor.skipSpace()
            try cursor.expect(":")
            cursor.skipSpace()
            let raw = try cursor.kind() == .string ? try cursor.string() : try cursor.word()
            let value = (unescaped(raw) ?? []).withUnsafeBytes { DecimalNumber($0, scale: 0) }
            guard let value, value.isExact, key == "seconds" || key == "nanos" else { throw JSONCursor.Broken() }
            parts[key] = value.value
            cursor.skipSpace()
        } while cursor.take(",")
        guard let seconds = parts["seconds"] else { throw JSONCursor.Broken() }
        return (seconds, parts["nanos"] ?? 0)
    }
}
