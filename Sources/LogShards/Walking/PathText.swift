import Glibc

/// A path as the ledger and messages have it: its own text where that is UTF-8, and `\xE9` for each byte that makes it
/// none.
///
/// A name that has such a text in itself has its backslash written as `\x5C`, so that each text is of one path.
package enum PathText {
    private static let backslash = UInt8(ascii: "\\")

    /// The text of a path that the system gave.
    package static func text(of path: some Collection<UInt8>) -> String {
        if let text = String(validating: path, as: UTF8.self), !path.contains(backslash) { return text }
        var text = ""
        var rest = Array(path)[...]
        while let byte = rest.first {
            let length = characterLength(rest)
            let isEscape = byte == backslash && escaped(rest.prefix(longestEscape)) != nil
            if length == 0 || isEscape {
                text += hexadecimal(byte)
                rest = rest.dropFirst()
            } else {
                text += String(decoding: rest.prefix(length), as: UTF8.self)
                rest = rest.dropFirst(length)
            }
        }
        return text
    }

    /// The path that a text is of, for the system.
    package static func bytes(of text: String) -> [UInt8] {
        let source = Array(text.utf8)
        guard source.contains(backslash) else { return source }
        var bytes: [UInt8] = []
        var rest = source[...]
        while let byte = rest.first {
            if byte == backslash, let escaped = escaped(rest.prefix(longestEscape)) {
                bytes.append(escaped)
                rest = rest.dropFirst(longestEscape)
            } else {
                bytes.append(byte)
                rest = rest.dropFirst()
            }
        }
        return bytes
    }

    /// Calls the system with the path that a text is of.
    package static func withPath<Result>(_ text: String, _ call: (UnsafePointer<CChar>) -> Result) -> Result {
        guard text.utf8.contains(backslash) else { return text.withCString(call) }
        return (bytes(of: text).map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { path in
            path.baseAddress.map(call) ?? text.withCString(call)
        }
    }

    /// The text of a path that a person typed: of a file that is called so, or already such a text.
    static func text(ofTyped path: String) -> String {
        guard path.utf8.contains(backslash), access(path, F_OK) == 0 else { return path }
        return text(of: path.utf8)
    }

    /// The words of this program's command line: those that are not UTF-8 and name a file are its text.
    package static func commandLine() -> [String] {
        let words = CommandLine.arguments
        return zip(words, UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: words.count)).map { word, argument in
            guard let argument, String(validatingCString: argument) == nil, access(argument, F_OK) == 0 else { return word }
            return text(of: UnsafeBufferPointer(start: argument, count: strlen(argument)).map { UInt8(bitPattern: $0) })
        }
    }

    /// Of the character at the beginning, in UTF-8; 0 where there is none.
    private static func characterLength(_ bytes: ArraySlice<UInt8>) -> Int {
        (1...4).first { $0 <= bytes.count && String(validating: bytes.prefix($0), as: UTF8.self) != nil } ?? 0
    }

    /// `\x` and two digits.
    private static let longestEscape = 4

    /// The byte that is written so; `nil` where it is no escape. Only bytes that are not ASCII are written so, and the
    /// backslash.
    private static func escaped(_ bytes: ArraySlice<UInt8>) -> UInt8? {
        guard bytes.count == longestEscape, bytes.dropFirst().first == UInt8(ascii: "x"),
            bytes.suffix(2).allSatisfy({ (48...57).contains($0) || (65...70).contains($0) }),
            let byte = UInt8(String(decoding: bytes.suffix(2), as: UTF8.self), radix: 16)
        else { return nil }
        return byte >= 0x80 || byte == backslash ? byte : nil
    }

    private static func hexadecimal(_ byte: UInt8) -> String { "\\x" + String(byte, radix: 16, uppercase: true) }
}
