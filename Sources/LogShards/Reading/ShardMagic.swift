import LogRecords

/// What the first bytes of a file say that it is; its name is never asked.
enum ShardMagic: Equatable {
    case readable(ShardEntry.Coding)
    /// A known format that is not read here, in words for the hint.
    case foreign(String)

    /// So many bytes settle the question: a tar archive says so at byte 257.
    static let bytesNeeded = 512

    init(_ start: UnsafeRawBufferPointer) {
        if start.starts(with: [0x1F, 0x8B]) {
            self = .readable(.gzip)
        } else if ShardMagic.beginsFrame(start) {
            self = .readable(.zstd)
        } else if let known = ShardMagic.foreign.first(where: { start.dropFirst($0.at).starts(with: $0.bytes) }) {
            self = .foreign(known.name)
        } else {
            self = .readable(.plain)
        }
    }

    /// A zstd frame or a skippable one: https://datatracker.ietf.org/doc/html/rfc8878#section-3.1
    static func beginsFrame(_ start: UnsafeRawBufferPointer) -> Bool {
        start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) || isSkippable(start)
    }

    /// Skippable frames have sixteen magic numbers, 184D2A50 to 184D2A5F, little-endian.
    static func isSkippable(_ start: UnsafeRawBufferPointer) -> Bool {
        start.count >= 4 && start[0] & 0xF0 == 0x50 && start.dropFirst().starts(with: [0x2A, 0x4D, 0x18])
    }

    private static let foreign: [(at: Int, bytes: [UInt8], name: String)] = [
        (0, [0x50, 0x4B, 0x03, 0x04], "a zip archive: unpack it first"),
        (0, [0x42, 0x5A, 0x68], "bzip2: unpack it first"),
        (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz: unpack it first"),
        (0, [0x04, 0x22, 0x4D, 0x18], "lz4: unpack it first"),
        (0, Array("PAR1".utf8), "Parquet: export it as NDJSON"),
        (0, Array("SQLite format 3".utf8) + [0], "an SQLite database"),
        (257, Array("ustar".utf8), "a tar archive: unpack it first"),
        (0, [0xFF, 0xFE], "UTF-16 text: convert it to UTF-8"),
        (0, [0xFE, 0xFF], "UTF-16 text: convert it to UTF-8"),
    ]
}
