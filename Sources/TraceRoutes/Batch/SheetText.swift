/// The bytes of a sheet in an encoding whose separators, quotes and line ends are single bytes, and how it came.
///
/// Bytes are kept as they are, so that what is written again is what was read; only UTF-16 is rewritten as UTF-8.
package struct SheetText: Sendable {
    /// How a sheet was encoded, and is written again.
    package enum Encoding: Sendable {
        case utf8, utf8WithMark, utf16LittleEndian, utf16BigEndian
        /// No UTF-8: a European Windows, which writes a byte a letter.
        case windows1252
    }

    package let encoding: Encoding
    /// Without a byte order mark.
    package let bytes: [UInt8]

    /// A larger file is refused; two passes over this many take a second.
    package static let mostBytes = 128 << 20

    package init(_ file: [UInt8]) throws(SheetError) {
        guard file.count <= Self.mostBytes else { throw .tooLarge }
        if let kind = Self.kind(of: file) { throw .notText(kind) }
        if file.starts(with: [0xFF, 0xFE]) || file.starts(with: [0xFE, 0xFF]) {
            encoding = file.first == 0xFF ? .utf16LittleEndian : .utf16BigEndian
            bytes = Self.utf8(ofUTF16: file.dropFirst(2), isLittleEndian: file.first == 0xFF)
        } else if file.starts(with: [0xEF, 0xBB, 0xBF]) {
            (encoding, bytes) = (.utf8WithMark, Array(file.dropFirst(3)))
        } else {
            encoding = String(validating: file, as: UTF8.self) == nil ? .windows1252 : .utf8
            bytes = file
        }
        if bytes.contains(0) { throw .notText(Self.isWide(bytes) ? .wideText : .binary) }
        if bytes.allSatisfy({ $0 == 32 || (9...13).contains($0) }) { throw .empty }
    }

    private static func kind(of file: [UInt8]) -> SheetError.Kind? {
        // https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3.7)
        if file.starts(with: [0x50, 0x4B, 3, 4]) { return .workbook }
        // https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb/05060311-bfce-4b12-874d-71fd4ce63aea
        if file.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .workbook }
        if file.starts(with: [0x1F, 0x8B]) || file.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return .compressed }
        return file.starts(with: "%PDF-".utf8) ? .pdf : nil
    }

    /// Whether each letter has a NUL before or behind it, as ASCII has in UTF-16.
    private static func isWide(_ bytes: [UInt8]) -> Bool {
        let beginning = bytes.prefix(256)
        let nuls = beginning.indices.filter { beginning[$0] == 0 }
        let isText = beginning.allSatisfy { $0 == 0 || $0 >= 32 || (9...13).contains($0) }
        return isText && nuls.count * 3 > beginning.count && Set(nuls.map { $0 % 2 }).count == 1
    }

    private static func utf8(ofUTF16 file: ArraySlice<UInt8>, isLittleEndian: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(file.count / 2)
        var first: UInt8?
        for byte in file {
            guard let other = first else {
                first = byte
                continue
            }
            units.append(isLittleEndian ? UInt16(byte) << 8 | UInt16(other) : UInt16(other) << 8 | UInt16(byte))
            first = nil
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}

extension SheetText {
    /// A part of it as text.
    package func text(_ bytes: some Sequence<UInt8>) -> String {
        guard encoding == .windows1252 else { return String(decoding: Array(bytes), as: UTF8.self) }
        var text = String.UnicodeScalarView()
        for byte in bytes {
            text.append((0x80...0x9F).contains(byte) ? Self.windowsLetters[Int(byte) - 0x80] : Unicode.Scalar(byte))
        }
        return String(text)
    }

    /// What is written before everything else.
    package var mark: [UInt8] {
        switch encoding {
        case .utf8, .windows1252: []
        case .utf8WithMark: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        }
    }

    /// These bytes, a part of the sheet or ASCII, as the file had them.
    package func encoded(_ bytes: [UInt8]) -> [UInt8] {
        switch encoding {
        case .utf8, .utf8WithMark, .windows1252: bytes
        case .utf16LittleEndian:
            String(decoding: bytes, as: UTF8.self).utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        case .utf16BigEndian:
            String(decoding: bytes, as: UTF8.self).utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        }
    }

    /// A text in the encoding of `bytes`; what has no letter in it is an escape.
    package func bytes(of text: String) -> [UInt8] {
        guard encoding == .windows1252 else { return Array(text.utf8) }
        return text.unicodeScalars.flatMap { scalar -> [UInt8] in
            if scalar.isASCII || (0xA0...0xFF).contains(scalar.value) { return [UInt8(truncatingIfNeeded: scalar.value)] }
            if let place = Self.windowsLetters.firstIndex(of: scalar) { return [0x80 + UInt8(truncatingIfNeeded: place)] }
            return Array("\\u{\(String(scalar.value, radix: 16))}".utf8)
        }
    }

    /// What 0x80 to 0x9F are. https://encoding.spec.whatwg.org/index-windows-1252.txt
    private static let windowsLetters: [Unicode.Scalar] =
        Array(
            "\u{20AC}\u{81}\u{201A}\u{192}\u{201E}\u{2026}\u{2020}\u{2021}\u{2C6}\u{2030}\u{160}\u{2039}\u{152}\u{8D}\u{17D}\u{8F}\u{90}"
                .unicodeScalars)
        + Array(
            "\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}\u{2013}\u{2014}\u{2DC}\u{2122}\u{161}\u{203A}\u{153}\u{9D}\u{17E}\u{178}"
                .unicodeScalars)
}
