import LogFormats
import LogRecords
import Testing

/// What differs in every line must not fill the table of terms.
struct TermKeyTests {
    /// How many terms the table has after these lines were decoded.
    private func terms(_ lines: [String]) -> Int {
        let decoder = LineDecoder()
        var batch = decoder.newBatch()
        for (number, line) in lines.enumerated() {
            if batch.isFull { batch = decoder.newBatch() }
            let result = Array(line.utf8).withUnsafeBytes {
                decoder.decode($0, shard: 1, number: Int64(number + 1), offset: 0, into: batch)
            }
            guard case .stored = result else {
                Issue.record("\(result)")
                continue
            }
        }
        return batch.terms.count
    }

    @Test func `a thousand ray headers of one colo are one term`() {
        func line(_ number: Int) -> String {
            let ray = (0x8c38_fb29_0000_0000 + UInt64(number) * 65_537).hexadecimal
            return """
                {"schema":1,"kind":"request","ts":"2026-11-22T10:31:07Z","instance":"0b9c5d9e-17aa-4a54-9b3f-1f2e3d4c5b6a","seq":\(number),\
                "region":"us-east4","edge":{"trusted":true,"ray":"\(ray)-IAD"}}
                """
        }
        #expect(terms((0..<1000).map(line)) == terms([line(0)]))
    }

    @Test func `a thousand ports and queries are one address, one host and one path`() {
        func line(_ number: Int) -> String {
            """
            {"insertId":"a\(number)","httpRequest":{"requestMethod":"GET","requestUrl":"https://gw.example/v1/x?n=\(number)#\(number)",\
            "remoteIp":"203.0.113.7:\(number + 1024)","status":200,"latency":"0.5s"},\
            "logName":"projects/p/logs/loadbalancing.googleapis.com%2Fexternal_regional_requests",\
            "resource":{"labels":{"region":"europe-west2"},"type":"http_external_regional_lb_rule"},"timestamp":"2026-11-22T10:31:07Z"}
            """
        }
        #expect(terms((0..<1000).map(line)) == terms([line(0)]))
    }
}
