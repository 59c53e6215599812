import Glibc

/// Objects that lie among shards and are none.
enum NotLogs {
    /// A name, `*` standing for anything, and what such an object is. Where `contents` are given it must consist of one
    /// of them.
    private static let table: [(pattern: String, contents: [String], reason: String)] = [
        // https://developers.cloudflare.com/logs/get-started/api-configuration/ (ownership challenge)
        ("ownership-challenge*.txt", [], "an ownership challenge"),
        ("*-ownership-challenge-*.txt", [], "an ownership challenge"),
        // https://developers.cloudflare.com/logs/get-started/enable-destinations/http/ (upload test)
        ("test.txt", uploadTests, "an upload test"),
        ("test.txt.gz", uploadTests, "an upload test"),
        ("*.idx.json", [], "an index beside a shard"),
        ("SHA256SUMS", [], "a list of checksums"),
        ("truth.ndjson", [], "what the corpus maker knows of its own logs"),
        ("*.lock", [], "a lock of whoever writes here"),
        ("README*", [], "a text for people"),
        ("*.md", [], "a text for people"),
    ]

    private static let uploadTests = [#"{"content":"tests"}"#, "test"]
    private static let longestTest = 256

    /// Why this file is not opened as a shard; `nil` if it is.
    static func reason(for path: String, name: String, fileBytes: Int64) -> String? {
        table.first { row in
            fnmatch(row.pattern, name, 0) == 0
                && (row.contents.isEmpty || (fileBytes <= longestTest && row.contents.contains(content(of: path))))
        }?.reason
    }

    private static func content(of path: String) -> String {
        // A file that cannot be read is no upload test; reading it as a shard will say what is wrong.
        guard let reader = try? ShardReader(.file(path: path)), let lines = try? reader.nextLines(), lines.count == 1,
            (try? reader.nextLines()) == nil, let bytes = lines.first?.bytes
        else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
