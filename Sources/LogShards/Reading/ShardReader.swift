import Glibc
package import LogRecords

/// Reads one shard from its first byte to its last and gives its lines by the block. One thread at a time.
///
/// Lines come before their gzip member's or zstd frame's checksum was seen: nothing of a shard may count before
/// `nextLines` gave `nil`.
package final class ShardReader {
    /// Decompressed so far, whole lines or not.
    package private(set) var decompressedBytes: Int64 = 0
    /// After the end: the shard stopped in the middle, and its whole lines serve.
    package private(set) var isTruncated = false

    private let input: InputBytes
    private let content: ShardContent
    private let splitter: LineSplitter
    private let blockBytes: Int
    private let mostShortLines: Int
    private var shortLines = 0
    private var isDecoded = false
    private var isFinished = false

    /// NULs before `countingFrom` in the content are not counted. `isStopped` is asked while standard input is silent:
    /// once it says so, no more is waited for.
    package init(
        _ input: ShardInput, limits: ShardLimits = ShardLimits(), countingFrom: Int64 = 0,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws(ShardError) {
        let bytes = try InputBytes(input, bufferBytes: limits.inputBytes, isStopped: isStopped)
        content = try ShardContent(bytes, limits)
        self.input = bytes
        blockBytes = limits.blockBytes
        mostShortLines = limits.mostShortLines
        splitter = LineSplitter(longestLine: limits.longestLine, blockBytes: limits.blockBytes, countingFrom: countingFrom)
    }

    /// Bytes of the file used so far, for progress.
    package var compressedBytesRead: Int64 { input.position }

    /// Of the file's first compressed stream.
    package var coding: ShardEntry.Coding { content.coding }

    /// After the end: what a person should know, such as bytes that were skipped.
    package var notes: [String] { content.notes }

    /// After the end: what lies behind compressed streams and is neither text nor compressed, and NULs in places where
    /// a line may begin. `LinePieces` finds those beside others on their line.
    package var skipped: SkippedBytes {
        var all = content.skipped
        all += splitter.skipped
        return all
    }

    /// XXH3-128 of the bytes that serve; of a shard that was cut short those up to and with its last whole line.
    package var digest: ContentDigest { splitter.content.digest }

    /// How many bytes `digest` covers.
    package var servedBytes: Int64 { splitter.content.byteCount }

    /// XXH3-64 of the first line that has bytes; known once the first block with such a line was given, 0 before.
    package var firstLineHash: UInt64 { splitter.firstLineHash }

    /// Asks for the digests of the first so many bytes. To be called before reading begins.
    package func watchDigest(atLengths lengths: [Int64]) {
        splitter.content.watch(lengths)
    }

    /// Those of the digests asked for that were reached.
    package var watched: [Int64: ContentDigest] { splitter.content.watched }

    /// The next block of whole lines, `nil` at the end. Valid until the next call.
    package func nextLines() throws(ShardError) -> UnsafeBufferPointer<ShardLine>? {
        while !isFinished {
            if !splitter.isWaiting { try fill() }
            let isCut = content.isCutShort || (coding == .plain && input.isPart)
            let lines = splitter.split(atEnd: isDecoded, dropsUnfinished: isCut)
            if isDecoded, !splitter.isWaiting {
                isFinished = true
                isTruncated = content.isCutShort || splitter.leftOutBytes
            }
            try countShort(lines.count)
            if !lines.isEmpty { return lines }
        }
        return nil
    }

    /// A block ends by its lines, and not by its bytes, where they have less than 16 bytes on the average.
    private func countShort(_ lines: Int) throws(ShardError) {
        guard lines == LineSplitter.mostLinesInBlock else { return }
        shortLines += lines
        guard shortLines <= mostShortLines else { throw .shortLines(path: input.name, most: mostShortLines) }
    }

    private func fill() throws(ShardError) {
        let room = splitter.makeRoom()
        var count = 0
        while count < room.count, !isDecoded {
            let got = try content.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
            isDecoded = got == 0
            count += got
        }
        let isFirst = decompressedBytes == 0
        decompressedBytes += Int64(count)
        if isFirst { try refuseBinary(UnsafeRawBufferPointer(rebasing: room[..<count])) }
        splitter.grow(by: count)
    }

    /// Another format inside gzip or zstd, or bytes of a program, a picture or whatever is not written for people:
    /// lines of it would only be noise.
    private func refuseBinary(_ start: UnsafeRawBufferPointer) throws(ShardError) {
        switch ShardMagic(start) {
        case .foreign(let kind): throw .notText(path: input.name, kind: kind)
        case .readable(.gzip), .readable(.zstd):
            throw .notText(path: input.name, kind: "compressed twice: unpack it once")
        case .readable(.plain):
            guard let address = start.baseAddress, memchr(address, 0, start.count) != nil else { return }
            if let kind = BinaryContent(start) { throw .notText(path: input.name, kind: kind.name) }
        }
    }
}
