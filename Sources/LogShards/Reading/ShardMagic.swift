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

    /// Whether a gzip member or a zstd frame begins here.
    static func beginsStream(_ start: UnsafeRawBufferPointer) -> Bool {
        start.starts(with: [0x1F, 0x8B]) || beginsFrame(start)
    }

    /// A zstd frame or a skippable one: https://datatracker.ietf.org/doc/html/rfc8878#section-3.1
    static func beginsFrame(_ start: UnsafeRawBufferPointer) -> Bool {
        start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) || isSkippable(start)
    }

    /// Skippable frames have sixteen magic numbers, 184D2A50 to 184D2A5F, little-endian.
    static func isSkippable(_ start: UnsafeRawBufferPointer) -> Bool {
        start.count >= 4 && start[0] & 0xF0 == 0x50 && start.dropFirst().starts(with: [0x2A, 0x4D, 0x18])
    }

    static let utf16 = "UTF-16 text: iconv -f UTF-16 -t UTF-8 FILE"

    private static let gnupg = "a file that GnuPG encrypted: gpg -d FILE"

    private static let foreign: [(at: Int, bytes: [UInt8], name: String)] = [
        (0, [0x50, 0x4B, 0x03, 0x04], "a zip archive: unzip -p FILE"),
        (0, [0x50, 0x4B, 0x05, 0x06], "an empty zip archive"),
        (0, [0x42, 0x5A, 0x68], "bzip2: bzip2 -dc FILE"),
        (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz: xz -dc FILE"),
        (0, [0x04, 0x22, 0x4D, 0x18], "lz4: lz4 -dc FILE"),
        (0, [0x02, 0x21, 0x4C, 0x18], "lz4 of its old format: lz4 -dc FILE"),
        (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive: 7z x -so FILE"),
        (0, [0x1F, 0x9D], "the old compress: uncompress -c FILE"),
        (0, [0x89, 0x4C, 0x5A, 0x4F, 0x00], "lzop: lzop -dc FILE"),
        (0, [0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59], "Snappy frames: snzip -dc FILE"),
        (0, [0x37, 0xA4, 0x30, 0xEC], "a zstd dictionary, which holds no lines"),
        (
            0, Array("PAR1".utf8),
            "Parquet: export it as NDJSON, as with duckdb -c \"COPY (FROM 'FILE') TO '/dev/stdout' (FORMAT json)\""
        ),
        (0, Array("Obj".utf8) + [1], "Avro: export it as NDJSON, as with avro-tools tojson FILE"),
        (0, Array("ORC".utf8), "ORC: export it as NDJSON, as with orc-contents FILE"),
        (0, Array("SQLite format 3".utf8) + [0], "an SQLite database"),
        (0, Array("LPKSHHRH".utf8), "a journal of systemd: journalctl --file FILE -o cat"),
        (0, Array("age-encryption.org/v1".utf8), "a file that age encrypted: age -d -i KEY FILE"),
        (0, Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8), "a file that age encrypted: age -d -i KEY FILE"),
        // Session keys: for a password, and for the usual kinds of keys. https://datatracker.ietf.org/doc/html/rfc9580#section-5
        (0, [0x8C, 0x0D, 0x04], gnupg), (0, [0x84, 0x5E, 0x03], gnupg), (0, [0x85, 0x01, 0x0C, 0x03], gnupg),
        (0, [0x85, 0x01, 0x8C, 0x03], gnupg), (0, [0x85, 0x02, 0x0C, 0x03], gnupg),
        (0, Array("-----BEGIN PGP MESSAGE-----".utf8), gnupg),
        (0, Array("Salted__".utf8), "a file that openssl enc encrypted"),
        (0, Array("%PDF-".utf8), "a PDF"),
        (257, Array("ustar".utf8), "a tar archive: tar -xOf FILE"),
        (0, [0xFF, 0xFE, 0x00, 0x00], "UTF-32 text: iconv -f UTF-32 -t UTF-8 FILE"),
        (0, [0x00, 0x00, 0xFE, 0xFF], "UTF-32 text: iconv -f UTF-32 -t UTF-8 FILE"),
        (0, [0xFF, 0xFE], utf16),
        (0, [0xFE, 0xFF], utf16),
    ]
}
