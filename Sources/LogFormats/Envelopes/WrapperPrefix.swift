import LogRecords

/// What stands in front of an application's line: a moment, a stream, a syslog header.
///
/// `docker logs -t` and `kubectl logs --timestamps`: a moment, perhaps behind a pod (`--prefix`,
/// https://github.com/kubernetes/kubernetes/pull/76471). Container runtimes: a moment, a stream, tags
/// (https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md). syslog: see
/// `SyslogHeader`.
struct WrapperPrefix {
    let line: UnsafeRawBufferPointer
    var index = 0

    /// No header is longer; structured data may be long, and is bounded like the rest.
    static let longest = 4096
    /// The sizes at which container runtimes split; `docker logs -t` writes a moment into the middle of a line there.
    /// https://github.com/moby/moby/issues/37681
    private static let pieces = [4096, 8192, 16384]

    init(_ line: UnsafeRawBufferPointer) {
        self.line = line
    }

    /// The application's line behind the prefix; `nil` where none of the prefixes is there.
    mutating func read() -> WrappedLine? {
        let start = index
        if skipPod() {
            let isBehindMoment = isAt("{") || skipInstant() && take(" ") && isAt("{")
            return isBehindMoment ? WrappedLine(content: .bytes(index..<line.count)) : nil
        }
        if let wrapped = container() { return wrapped }
        index = start
        guard skipSyslogHeader(), index - start <= WrapperPrefix.longest else { return nil }
        return WrappedLine(content: .bytes(index..<line.count))
    }

    /// A moment, perhaps a stream and its tags, and an object; a piece needs not look like one.
    private mutating func container() -> WrappedLine? {
        guard skipInstant(), take(" ") else { return nil }
        let start = index
        guard let stream = stream() else {
            index = start
            guard isAt("{") else { return nil }
            return WrappedLine(content: .bytes(start..<line.count), pieces: isMixed(from: start) ? .mixed : .none)
        }
        // Before 2018 there were no tags. https://github.com/fluent/fluent-bit/pull/876
        let tags = isAt("{") ? .last(stream) : tags(stream)
        return tags.map { WrappedLine(content: .bytes(index..<line.count), pieces: $0) }
    }

    /// `[pod/gateway-7d9f/gateway] `.
    private mutating func skipPod() -> Bool {
        let start = index
        if take(text: "[pod/"), word().last == UInt8(ascii: "]"), take(" ") { return true }
        index = start
        return false
    }

    /// `stdout ` or `stderr `.
    private mutating func stream() -> WrappedLine.Stream? {
        let word = word()
        guard let stream = WrappedLine.Stream(word), take(" ") || isAtEnd else { return nil }
        return stream
    }

    /// `F`, `P`, and whatever else follows a colon. A blank is behind them, even before an empty line, unless somebody
    /// trimmed it.
    private mutating func tags(_ stream: WrappedLine.Stream) -> WrappedLine.Pieces? {
        let word = word()
        guard let first = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).first else { return nil }
        _ = take(" ")
        if first.elementsEqual("F".utf8) { return .last(stream) }
        return first.elementsEqual("P".utf8) ? .more(stream) : nil
    }

    private func isMixed(from start: Int) -> Bool {
        WrapperPrefix.pieces.contains { size in
            guard line.count - start > size else { return false }
            var middle = self
            middle.index = start + size
            return middle.skipInstant() && middle.take(" ")
        }
    }

    /// Whether the line is where a batch begins or ends that is one object, `{"events":[` or `]}`, and nothing else.
    func isBatchEnd() -> Bool {
        guard line.count - index <= BatchOpening.longest else { return false }
        if let start = BatchOpening.end(line, at: index) { return line[start...].allSatisfy { $0 <= 0x20 } }
        return line[index...].filter { $0 > 0x20 }.elementsEqual("]}".utf8)
    }

    /// Whether elements follow the beginning of such a batch, which goes on behind the line or has something in it that
    /// is no JSON.
    func opensBatch() -> Bool {
        BatchOpening.end(line, at: index).flatMap { line[$0...].first { $0 > 0x20 } } == UInt8(ascii: "{")
    }

    /// Whether the line is journalctl's own, between those of the journal: `-- Boot 3c0d... --`.
    func isJournalNote() -> Bool {
        var rest = self
        let notes: [StaticString] = ["Logs begin at ", "Journal begins at ", "Boot ", "Reboot ", "No entries "]
        guard rest.take(text: "-- "), notes.contains(where: { rest.take(text: $0) }) else { return false }
        return line.count - index <= WrapperPrefix.longestNote && line.last { $0 > 0x20 } == UInt8(ascii: "-")
    }

    private static let longestNote = 256

    // MARK: steps

    var isAtEnd: Bool { index >= line.count }

    func isAt(_ character: Unicode.Scalar) -> Bool { index < line.count && line[index] == UInt8(ascii: character) }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        index += 1
        return true
    }

    /// Steps over the text if it is next.
    mutating func take(text: StaticString) -> Bool {
        let end = index + text.utf8CodeUnitCount
        guard end <= line.count,
            line[index..<end].elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        else { return false }
        index = end
        return true
    }

    /// Any byte.
    mutating func step() -> Bool {
        guard !isAtEnd else { return false }
        index += 1
        return true
    }

    /// White space and byte order marks.
    mutating func skipBlanks() {
        while take(" ") || take("\t") || take("\n") || take("\r") || take(text: "\u{FEFF}") {}
    }

    mutating func skip(_ character: Unicode.Scalar) {
        while take(character) {}
    }

    /// Digits, so many of them.
    mutating func digits(_ count: ClosedRange<Int>) -> Bool {
        let start = index
        while index < line.count, index - start < count.upperBound, line[index] &- UInt8(ascii: "0") < 10 { index += 1 }
        return index - start >= count.lowerBound
    }

    /// All up to a blank.
    mutating func word() -> UnsafeRawBufferPointer {
        let start = index
        while index < line.count, line[index] > 0x20 { index += 1 }
        return UnsafeRawBufferPointer(rebasing: line[start..<index])
    }

    /// RFC 3339, or as journalctl writes it (`short-iso`), whose zone lacks its colon; the shape alone, for nothing is
    /// made of it.
    mutating func skipInstant() -> Bool {
        guard digits(4...4), take("-"), digits(2...2), take("-"), digits(2...2), take("T"), skipClock() else { return false }
        if take("Z") { return true }
        guard take("+") || take("-"), digits(2...2) else { return false }
        _ = take(":")
        return digits(2...2)
    }

    /// `10:31:07`, perhaps with a fraction.
    mutating func skipClock() -> Bool {
        guard digits(2...2), take(":"), digits(2...2), take(":"), digits(2...2) else { return false }
        return !(take(".") || take(",")) || digits(1...9)
    }
}
