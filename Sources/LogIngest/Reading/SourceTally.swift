import LogRecords

/// Counts the records of one shard by format, with the first and last moment of each.
struct SourceTally {
    private var records: [Int64]
    private var first: [Int64]
    private var last: [Int64]
    private let plausible: Range<Int64>

    /// Clocks that were never set and those far ahead count as records, but say nothing about when a source was loaded.
    init(formats: Int, now: Instant) {
        records = Array(repeating: 0, count: formats)
        first = Array(repeating: .max, count: formats)
        last = Array(repeating: .min, count: formats)
        plausible = PlausibleTime(at: now).range
    }

    @inline(__always)
    mutating func count(_ row: RecordRow, format: Int) {
        guard records.indices.contains(format) else { return }
        records[format] &+= 1
        if let started = row[.started] ?? row[.ended], plausible.contains(started), started < first[format] {
            first[format] = started
        }
        if let ended = row[.ended] ?? row[.started], plausible.contains(ended), ended > last[format] { last[format] = ended }
    }

    /// The time, unless no clock that is right can have shown it.
    @inline(__always)
    func plausible(_ time: Int64?) -> Int64? {
        time.flatMap { plausible.contains($0) ? $0 : nil }
    }

    /// The formats that had records, in the order of `names`.
    func sources(named names: [String]) -> [ShardEntry.Source] {
        names.indices.compactMap { index in
            guard records.indices.contains(index), records[index] > 0 else { return nil }
            let span =
                first[index] <= last[index]
                ? TimeRange(from: Instant(nanoseconds: first[index]), to: Instant(nanoseconds: last[index])) : nil
            return ShardEntry.Source(name: names[index], records: records[index], span: span)
        }
    }
}
