import Testing

@testable import LogIngest

/// What is one document, and what may be a log.
struct DocumentTests {
    @Test(arguments: [
        ("{\n  \"name\": \"x\",\n  \"version\": 1\n}\n", 1, LaidOutDocument.Kind.json),
        ("---\nregion: europe-west3\nlimits:\n  - 1\n  - 2\n", 5, .yaml), ("# ours\na: 1\nb:\n  c: text\n", 4, .yaml),
        ("<!DOCTYPE html>\n<html>\n<body>Hello</body></html>\n", 3, .html), ("<?xml version=\"1.0\"?>\n<a>\n<b/>\n</a>\n", 4, .xml),
        ("How to copy\n===========\n\nFirst ask for the right to read them.\nThen copy them by night.\n", 4, .text),
        ("Dear colleagues,\n\nthe bucket was moved to another project.\n\nWith kind regards,\nthe people of the night\n", 4, .text),
    ])
    func `a document that is laid out is told by its kind`(_ text: String, _ units: Int64, _ kind: LaidOutDocument.Kind) {
        #expect(LaidOutDocument(text, units: units)?.kind == kind)
    }

    @Test(arguments: [
        "what is this\nand this\n",
        "2026-09-15 12:00:01 INFO begun\n\n2026-09-15 12:00:02 INFO done it all now\n2026-09-15 12:00:03 INFO and again here\n",
        "10.0.0.1 - - [15/Sep/2026:12:00:01 +0000] \"GET / HTTP/1.1\" 200 1\n10.0.0.1 - - [15/Sep/2026:12:00:02 +0000] \"GET / HTTP/1.1\" 200 1\n",
        "time: 12:00:01\n  level: info\n---\ntime: 12:00:02\n  level: info\n", "RayID,ClientIP,Status,Method\na,b,c,d\na,b,c,d\n",
        "{\"a\":1}\n{\"a\":2}\n", "[\n{\"a\":1},\n{\"a\":2}\n]\n", "{\"a\":1}\n", "", "one line of words that is all there is\n",
        "level=info msg=begun\n\nlevel=info msg=done\nlevel=info msg=again\n", "key: value\nother: value\n",
    ])
    func `what may be a log of something else is no document`(_ text: String) {
        let units = Int64(text.split(separator: "\n").count)
        #expect(LaidOutDocument(text, units: units) == nil, "\(LaidOutDocument(text, units: units)?.kind.rawValue ?? "")")
    }

    @Test(arguments: [
        // An answer of Cloud Logging, of Elasticsearch, of Cloudflare; a batch of CloudWatch's.
        "{\n  \"entries\": [\n    {\"a\": 1}\n  ]\n}\n", "{\n \"hits\": {\n  \"hits\": []\n }\n}\n",
        "{\n  \"result\": [],\n  \"success\": true\n}\n", "{\n  \"logGroup\": \"g\",\n  \"logEvents\": []\n}\n",
        "{\n  \"a\": \"\(String(repeating: "x", count: 1 << 16))\"\n}\n",
    ])
    func `an object in which records may lie is no document`(_ text: String) {
        #expect(LaidOutDocument(text, units: 1) == nil)
    }

    @Test func `what gcloud prints without a format is no document, though few of its lines say a time`() {
        let entry =
            "- httpRequest:\n    latency: 0.2s\n    requestMethod: POST\n    status: 200\n  insertId: a1\n  labels:\n"
            + (0..<20).map { "    label-\($0): value\n" }.joined() + "  timestamp: '2026-11-22T10:30:00.1Z'\n"
        #expect(LaidOutDocument(entry + entry, units: 54) == nil)
    }
}
