/// A line as sha256sum(1) writes and checks it.
/// https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html
struct ManifestLine: Equatable {
    private static let digestSize = 64

    let digest: String
    let path: String

    init(digest: String, path: String) {
        (self.digest, self.path) = (digest, path)
    }

    /// A path with a backslash, a newline or a carriage return has them escaped, and a backslash before the line says
    /// so.
    var text: String {
        let escaped = path.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\r", with: "\\r")
        return (escaped == path ? "" : "\\") + digest + "  " + escaped + "\n"
    }

    /// Reads a line without its end; `nil` for one that is none.
    init?(reading bytes: some Collection<UInt8>) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var line = text[...]
        let isEscaped = line.first == "\\"
        if isEscaped { line = line.dropFirst() }
        let digest = line.utf8.prefix(ManifestLine.digestSize)
        guard digest.count == ManifestLine.digestSize, digest.allSatisfy(ManifestLine.isDigit) else { return nil }
        let rest = line.utf8.dropFirst(ManifestLine.digestSize)
        // Two spaces, or one and the star of files that were read as binary.
        guard rest.first == UInt8(ascii: " "), let mode = rest.dropFirst().first,
            mode == UInt8(ascii: " ") || mode == UInt8(ascii: "*")
        else { return nil }
        let path = String(Substring(rest.dropFirst(2)))
        guard !path.isEmpty, let read = isEscaped ? ManifestLine.unescaped(path) : path else { return nil }
        self.init(digest: String(Substring(digest)).lowercased(), path: read)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private static func unescaped(_ path: String) -> String? {
        var text = ""
        var characters = path.unicodeScalars.makeIterator()
        while let next = characters.next() {
            guard next == "\\" else {
                text.unicodeScalars.append(next)
                continue
            }
            switch characters.next() {
            case "\\": text += "\\"
            case "n": text += "\n"
            case "r": text += "\r"
            default: return nil
            }
        }
        return text
    }
}
