/// What the word before four numbers says of them: `Chrome/120.0.6.99` and `ruby 3.2.20.1` are versions, `ip=1.2.3.4`
/// is an address.
struct WordsBefore {
    private static let versions: Set<String> = [
        "v", "ver", "version", "rev", "revision", "release", "build", "ruby", "python", "java", "node", "go", "php", "perl", "rust",
        "swift", "chrome", "chromium", "firefox", "safari", "edge", "opera", "gitlab", "openssl", "kernel", "windows",
    ]
    private static let addresses: Set<String> = [
        "ip", "ips", "addr", "address", "ipaddr", "ipaddress", "clientip", "realip", "remoteip", "userip", "remoteaddr", "ipv",
    ]
    /// Of a word that has other meanings: only with `=` behind it, as in `Forwarded`.
    /// https://www.rfc-editor.org/rfc/rfc7239#section-4
    private static let addressesIfEqual: Set<String> = ["for", "from", "by", "client", "peer", "host", "remote"]
    private static let longestWord = 20

    private let text: [Unicode.Scalar]
    private let start: Int
    private let word: String
    private let between: [Unicode.Scalar]

    init(_ text: [Unicode.Scalar], _ start: Int) {
        self.text = text
        self.start = start
        var end = start
        while end > 0, start - end < 8, !text[end - 1].isWord, text[end - 1] != "/", text[end - 1] != "." { end -= 1 }
        var begin = end
        while begin > 0, end - begin < Self.longestWord, text[begin - 1].isWordLetter { begin -= 1 }
        // `ipv4: 1.2.3.4`
        if begin == end, text.scalar(at: end - 1) == "4" || text.scalar(at: end - 1) == "6" {
            end -= 1
            begin = end
            while begin > 0, end - begin < Self.longestWord, text[begin - 1].isWordLetter { begin -= 1 }
        }
        word = text.text(begin..<end)
        between = Array(text[end..<start])
    }

    var nameAddress: Bool {
        Self.addresses.contains(word) && !between.isEmpty || between.contains("=") && Self.addressesIfEqual.contains(word)
    }

    var nameVersion: Bool { Self.versions.contains(word) || isProduct }

    /// `ip-`, `ip`, `ec2-`.
    var nameHost: Bool { word == "ip" || text[..<start].suffix(4).elementsEqual("ec2-".unicodeScalars) }

    /// `Name/` at the beginning of a word, as user agents have it; in a path a slash stands before the name too.
    /// https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5
    private var isProduct: Bool {
        guard text.scalar(at: start - 1) == "/" else { return false }
        var begin = start - 1
        while begin > 0, start - begin < 64, text[begin - 1].isWord || "-_".unicodeScalars.contains(text[begin - 1]) { begin -= 1 }
        guard begin < start - 1, text[begin].isWordLetter else { return false }
        return " (;,\"'+".unicodeScalars.contains(text.scalar(at: begin - 1))
    }
}
