import LogRecords

/// A file's content: what its compressed streams and the text behind them hold, one after another.
///
/// A stream is any number of gzip members, or of zstd frames. Behind it another stream may begin, or text; anything
/// else is skipped and counted.
final class ShardContent: ShardDecoder {
    /// Of the first stream.
    let coding: ShardEntry.Coding
    private(set) var isCutShort = false
    /// Of the file, that are no part of any stream.
    private(set) var skipped = SkippedBytes()
    private(set) var notes: [String] = []
    private static let mostNotes = 16
    private let input: InputBytes
    private let limits: ShardLimits
    private var decoder: any ShardDecoder
    private var current: ShardEntry.Coding
    private var isAtEnd = false

    init(_ input: InputBytes, _ limits: ShardLimits) throws(ShardError) {
        switch ShardMagic(try input.peek(atLeast: ShardMagic.bytesNeeded)) {
        case .readable(let found): coding = found
        case .foreign(let kind): throw .notText(path: input.name, kind: kind)
        }
        (self.input, self.limits, current) = (input, limits, coding)
        decoder = ShardContent.decoder(of: coding, input, limits)
    }

    private static func decoder(of coding: ShardEntry.Coding, _ input: InputBytes, _ limits: ShardLimits) -> any ShardDecoder {
        switch coding {
        case .plain: PlainDecoder(input)
        case .gzip: GzipDecoder(input)
        case .zstd: ZstdDecoder(input, limits)
        }
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws(ShardError) -> Int {
        while !isAtEnd {
            let count = try decoder.read(into: target)
            if count > 0 { return count }
            for note in decoder.notes { self.note(note) }
            isCutShort = decoder.isCutShort
            if isCutShort || current == .plain { isAtEnd = true } else { try beginNext() }
        }
        return 0
    }

    /// Looks at what lies behind a stream. tar and dd fill up with zeros; whoever appends to a file need not compress.
    private func beginNext() throws(ShardError) {
        let behind = current == .gzip ? "gzip member" : "zstd frame"
        let zeros = try skipZeros()
        if zeros > 0 {
            skipped.addPadding(zeros)
            note("\(count(zeros)) of zero padding after the last \(behind) skipped")
        }
        try skipBlanksBeforeStream()
        let next = try input.peek(atLeast: ShardMagic.bytesNeeded)
        guard !next.isEmpty else {
            isAtEnd = true
            return
        }
        if case .readable(let found) = ShardMagic(next), found != .plain || isText(next) {
            current = found
            decoder = ShardContent.decoder(of: found, input, limits)
            note("\(found == .plain ? "text" : found.rawValue) follows the last \(behind), and is read too")
        } else {
            let rest = try skipRest()
            skipped.add(rest)
            note("\(count(rest)) after the last \(behind) are neither text nor compressed: skipped")
            isAtEnd = true
        }
    }

    /// Some writers end each stream with a line's end. https://github.com/awslabs/aws-fluent-plugin-kinesis/issues/196
    private func skipBlanksBeforeStream() throws(ShardError) {
        let next = try input.peek(atLeast: ShardMagic.bytesNeeded)
        guard let start = next.firstIndex(where: { !$0.isBlank }), start > 0,
            ShardMagic.beginsStream(UnsafeRawBufferPointer(rebasing: next[start...]))
        else { return }
        input.consume(start)
    }

    /// A file may consist of as many streams as it likes.
    private func note(_ text: String) {
        guard notes.count < ShardContent.mostNotes, !notes.contains(text) else { return }
        notes.append(text)
    }

    private func skipZeros() throws(ShardError) -> Int64 {
        var count: Int64 = 0
        while case let bytes = try input.peek(atLeast: 1), let first = bytes.first, first == 0 {
            let zeros = bytes.firstIndex { $0 != 0 } ?? bytes.count
            input.consume(zeros)
            count += Int64(zeros)  // bounded: by the file
        }
        return count
    }

    private func skipRest() throws(ShardError) -> Int64 {
        var count: Int64 = 0
        while case let bytes = try input.peek(atLeast: 1), !bytes.isEmpty {
            count += Int64(bytes.count)  // bounded: by the file
            input.consume(bytes.count)
        }
        return count
    }

    private func count(_ bytes: Int64) -> String { "\(bytes) \(bytes == 1 ? "byte" : "bytes")" }
}

/// Whether bytes begin a text: UTF-8 without control characters, but for white space, the record separator, the colours
/// of a terminal and NULs.
func isText(_ start: UnsafeRawBufferPointer) -> Bool {
    guard !start.contains(where: isControl) else { return false }
    // A character may be cut at the end.
    let longestCharacter = 4
    return (0..<min(longestCharacter, start.count)).contains { cut in
        String(validating: start.dropLast(cut), as: UTF8.self) != nil
    }
}

/// Whether no text has this byte, NULs aside: those are what a disk gives for bytes that were never written.
func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0 && !byte.isBlank && byte != .recordSeparator && byte != 0x1B || byte == 0x7F
}
