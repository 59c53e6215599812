package import LogRecords

/// The rhythm that a shard's path tells, or `nil` for a name of no known pattern. RATIONALE.md says what each source
/// promises.
///
/// A path is all that is looked at; its separators are `/`, and it may begin anywhere above the series.
package func shardRhythm(ofPath path: String) -> ShardRhythm? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard let name = parts.last else { return nil }
    let folders = Array(parts.dropLast())
    return logpushRhythm(folders, name) ?? sinkRhythm(folders, name) ?? gatewayRhythm(folders, name)
}

/// `20241015T153000Z_20241015T153030Z_<hash>.log.gz`: Cloudflare's first and last second of a batch.
/// https://developers.cloudflare.com/logs/get-started/enable-destinations/
private func logpushRhythm(_ folders: [String], _ name: String) -> ShardRhythm? {
    let parts = name.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let from = compactInstant(parts[0]), let to = compactInstant(parts[1]), from < to,
        to.nanoseconds - from.nanoseconds <= Instant.day
    else { return nil }
    let hash = parts[2].prefix { $0 != "." }
    guard !hash.isEmpty, parts[2].dropFirst(hash.count).hasPrefix(".log") || parts[2].dropFirst(hash.count).hasPrefix(".json")
    else {
        return nil
    }
    let series = folders.filter { !isDateFolder($0) }.joined(separator: "/")
    let period = to.nanoseconds - from.nanoseconds
    return ShardRhythm(
        series: series, window: TimeRange(from: from, to: to), periodNanoseconds: period, part: String(hash),
        isGapless: keepsTheClock(from, period))
}

/// Whether a batch is a whole piece of the hour, from a minute up, and begins where such pieces begin: then a job cuts
/// by the clock, and a piece between two that are there is missing. Others are cut by size or by how long ago the last
/// one was.
private func keepsTheClock(_ from: Instant, _ period: Int64) -> Bool {
    period >= Instant.minute && Instant.hour % period == 0 && from.nanoseconds % period == 0
}

/// `<log id>/2026/11/22/10:00:00_10:59:59_S0.json`: an hour of a Cloud Logging sink, or an addendum to it.
/// https://cloud.google.com/logging/docs/export/storage#gcs-organization
private func sinkRhythm(_ folders: [String], _ name: String) -> ShardRhythm? {
    guard folders.count >= 4, let json = name.range(ofText: ".json"),
        json.upperBound == name.endIndex || name[json.upperBound] == "."
    else { return nil }
    // Some file systems and tools cannot keep a colon.
    let stem = String(name[..<json.lowerBound]).replacing("%3A", with: ":").replacing("%3a", with: ":")
    let times = Array(stem.utf8)
    guard times.count >= 20, let start = clock(times, 0), times[8] == UInt8(ascii: "_"), let end = clock(times, 9), end > start,
        times[17] == UInt8(ascii: "_")
    else { return nil }
    let date = folders.suffix(3)
    guard let year = number(date[date.startIndex], 4), let month = number(date[date.startIndex + 1], 2),
        let day = number(date[date.startIndex + 2], 2), let midnight = instant(year, month, day, 0)
    else { return nil }
    var part = String(decoding: times[18...], as: UTF8.self)
    guard let kind = part.first, kind == "S" || kind == "A" else { return nil }
    if kind == "A", let underscore = part.firstIndex(of: "_") { part.replaceSubrange(underscore...underscore, with: ":") }
    guard isSinkPart(part) else { return nil }
    let from = midnight.advanced(by: Int64(start) * Instant.second)
    // The name gives the last second, a window the moment behind it.
    let to = midnight.advanced(by: Int64(end + 1) * Instant.second)
    return ShardRhythm(
        series: folders.dropLast(3).joined(separator: "/"), window: TimeRange(from: from, to: to),
        periodNanoseconds: to.nanoseconds - from.nanoseconds, part: part, isGapless: false)
}

/// `S0`, `A0:1461546000`
private func isSinkPart(_ part: String) -> Bool {
    let pieces = part.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    return (1...2).contains(pieces.count) && (pieces.count == 1 || part.first == "A")
        && pieces.allSatisfy { !$0.isEmpty && $0.utf8.count <= 20 && $0.utf8.allSatisfy { $0 &- 48 < 10 } }
}

/// `us-east4/2026-11-22/10/<instance>-17.ndjson.gz`: ours; a shard ends when it ends.
private func gatewayRhythm(_ folders: [String], _ name: String) -> ShardRhythm? {
    guard folders.count >= 3, let stem = stemOfGatewayShard(name), let dash = stem.lastIndex(of: "-") else { return nil }
    let instance = String(stem[..<dash])
    let part = stem[stem.index(after: dash)...]
    var text = instance
    guard text.withUTF8({ uuid(UnsafeRawBufferPointer($0)) }) != nil, (1...18).contains(part.utf8.count),
        part.utf8.allSatisfy({ $0 &- 48 < 10 })
    else { return nil }
    let hourFolder = folders[folders.count - 1]
    let date = folders[folders.count - 2].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard date.count == 3, let year = number(date[0], 4), let month = number(date[1], 2), let day = number(date[2], 2),
        let hour = number(hourFolder, 2), hour < 24, let from = instant(year, month, day, hour * 3600)
    else { return nil }
    return ShardRhythm(
        series: folders[folders.count - 3] + "/" + instance.lowercased(),
        window: TimeRange(from: from, to: from.advanced(by: Instant.hour)), periodNanoseconds: nil, part: String(part),
        isGapless: false)
}

private func stemOfGatewayShard(_ name: String) -> Substring? {
    let whole = name.hasSuffix(".part") ? name.dropLast(5) : name[...]
    for ending in [".ndjson.gz", ".ndjson.zst", ".ndjson"] where whole.hasSuffix(ending) { return whole.dropLast(ending.count) }
    return nil
}

/// `20241015T153000Z`
private func compactInstant(_ text: Substring) -> Instant? {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return nil }
    let digits = [0..<4, 4..<6, 6..<8, 9..<11, 11..<13, 13..<15].map {
        number(String(decoding: bytes[$0], as: UTF8.self), $0.count)
    }
    guard let year = digits[0], let month = digits[1], let day = digits[2], let hour = digits[3], let minute = digits[4],
        let second = digits[5], hour < 24, minute < 60, second < 61
    else { return nil }
    return instant(year, month, day, hour * 3600 + minute * 60 + second)
}

/// `20241015`, `dt=20241015`, `2024-10-15`
private func isDateFolder(_ folder: String) -> Bool {
    let value = folder.split(separator: "=", maxSplits: 1).last ?? ""
    let digits = value.utf8.filter { $0 != UInt8(ascii: "-") }
    return digits.count == 8 && digits.allSatisfy { $0 &- 48 < 10 }
}

/// Seconds of `HH:MM:SS` at an index; also `HH_MM_SS`.
private func clock(_ bytes: [UInt8], _ index: Int) -> Int? {
    guard index + 8 <= bytes.count else { return nil }
    let separators = [bytes[index + 2], bytes[index + 5]]
    guard separators.allSatisfy({ $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "_") }) else { return nil }
    let numbers = [0, 3, 6].map { number(String(decoding: bytes[index + $0..<index + $0 + 2], as: UTF8.self), 2) }
    guard let hour = numbers[0], let minute = numbers[1], let second = numbers[2], hour < 24, minute < 60, second < 60 else {
        return nil
    }
    return hour * 3600 + minute * 60 + second
}

private func number(_ text: String, _ digits: Int) -> Int? {
    text.utf8.count == digits && text.utf8.allSatisfy { $0 &- 48 < 10 } ? Int(text) : nil
}

/// A day's start and some seconds; `nil` for a date that does not exist.
private func instant(_ year: Int, _ month: Int, _ day: Int, _ seconds: Int) -> Instant? {
    guard (1970...2200).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    let date = CivilDate(year: year, month: month, day: day)
    let start = Day(number: Int32(truncatingIfNeeded: date.dayNumber))
    guard CivilDate(start) == date else { return nil }
    return start.start.advanced(by: Int64(seconds) * Instant.second)
}

extension String {
    /// The last place of a short text.
    fileprivate func range(ofText text: String) -> Range<Index>? {
        var found: Range<Index>?
        var start = startIndex
        while let end = index(start, offsetBy: text.count, limitedBy: endIndex) {
            if self[start..<end] == text { found = start..<end }
            guard start < endIndex else { break }
            start = index(after: start)
        }
        return found
    }

    /// The text with each `part` exchanged.
    fileprivate func replacing(_ part: String, with other: String) -> String {
        split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
    }
}
