import LogFormats
import LogRecords
import Testing

/// Lines that were too long for a container's log: each piece is said to be one, and none is taken for a line.
@Suite struct SplitLineTests {
    private static let usual = #"{"RayID":"9da0df34800011a2","EdgeStartTimestamp":"2026-03-10T08:15:30Z"}"#
    private static let stored = LineDecoder.Result.stored(format: 0)
    private static let piece = LineDecoder.Result.rejected(.splitLine)

    /// What becomes of lines of one shard.
    private func results(_ lines: [String]) -> [LineDecoder.Result] {
        let decoder = LineDecoder(formats: LogFormat.all.filter { $0.name == "cloudflare.http_requests" })
        let batch = decoder.newBatch()
        return lines.enumerated().map { number, line in
            Array(line.utf8).withUnsafeBytes { decoder.decode($0, shard: 1, number: Int64(number + 1), offset: 0, into: batch) }
        }
    }

    private static func long(_ rest: String) -> String { String(repeating: "x", count: 16 * 1024) + rest }

    private static func docker(_ text: String, _ stream: String = "stdout") -> String {
        #"{"log":\#(Wrapper.quoted(text)),"stream":"\#(stream)","time":"2026-03-10T08:15:31.3Z"}"#
    }

    private static func runtime(_ text: String, _ tag: String, _ stream: String = "stdout") -> String {
        "2026-03-10T08:15:31.3Z \(stream) \(tag) \(text)"
    }

    @Test func `a whole object that ends a split line of docker's is a piece of it`() {
        let first = Self.docker(Self.long("{\"a\":\""))
        #expect(
            results([first, Self.docker(Self.usual + "\n"), Self.docker(Self.usual + "\n")]) == [
                Self.piece, Self.piece, Self.stored,
            ])
        #expect(
            results([first, first, Self.docker(Self.usual), Self.docker(Self.usual)]) == [
                Self.piece, Self.piece, Self.piece, Self.stored,
            ])
    }

    @Test func `a whole object of exactly a piece's size is a line`() {
        let padding = String(repeating: "x", count: 16 * 1024 - Self.usual.utf8.count - 9)
        let whole = Self.usual.dropLast() + #","pad":"\#(padding)"}"#
        #expect(whole.utf8.count == 16 * 1024)
        #expect(results([Self.docker(String(whole)), Self.docker(Self.usual + "\n")]) == [Self.stored, Self.stored])
    }

    /// https://github.com/fluent/fluent-bit/issues/4387
    @Test func `pieces of one stream are no pieces of the other`() {
        let lines = [
            Self.runtime("{\"a\":", "P", "stderr"), Self.runtime(Self.usual, "F"), Self.runtime(Self.usual, "P", "stderr"),
            Self.runtime(Self.usual, "F"), Self.runtime(Self.usual, "F", "stderr"), Self.runtime(Self.usual, "F", "stderr"),
        ]
        #expect(results(lines) == [Self.piece, Self.stored, Self.piece, Self.stored, Self.piece, Self.stored])
    }

    /// https://github.com/moby/moby/issues/37681
    @Test func `a moment in the middle of a long line of docker logs makes no record`() {
        let head = Self.usual.dropLast() + #","pad":""#
        let first = head + String(repeating: "x", count: 16 * 1024 - head.utf8.count)
        let line = "2026-03-10T08:15:31.3Z \(first)"
        #expect(results([line + #"2026-03-10T08:15:31.4Z y"}"#, line + #"y"}"#]) == [Self.piece, Self.stored])
    }

    /// How somebody who passes on the lines of many writers marks pieces.
    struct Shipper: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What stands beside the first, the next and the last piece, and beside a line.
        let marks: [String]
        let line: @Sendable (_ writer: String, _ text: String, _ mark: String) -> String

        init(_ name: String, _ marks: [String], _ line: @escaping @Sendable (String, String, String) -> String) {
            (testDescription, self.marks, self.line) = (name, marks, line)
        }
    }

    private static let shippers = [
        // https://github.com/moby/moby/pull/41407
        Shipper(
            "docker's journald driver",
            ["false", "false", "true"].map { #","CONTAINER_PARTIAL_MESSAGE":"true","CONTAINER_PARTIAL_LAST":"\#($0)""# } + [""],
            { journal(#""CONTAINER_ID":"\#($0)"\#($2)"#, $1) }),
        // https://github.com/containers/conmon/pull/583
        Shipper(
            "podman's journal", [#","CONTAINER_PARTIAL_MESSAGE":"true""#, #","CONTAINER_PARTIAL_MESSAGE":"true""#, "", ""],
            { journal(#""CONTAINER_ID":"\#($0)"\#($2)"#, $1) }),
        Shipper(
            "journald", [#","_LINE_BREAK":"line-max""#, #","_LINE_BREAK":"line-max""#, "", #","_LINE_BREAK":"eof""#],
            { journal(#""_STREAM_ID":"\#($0)"\#($2)"#, $1) }),
        Shipper("Fluent Bit", ["P", "P", "F", "F"]) {
            #"{"stream":"stdout","logtag":"\#($2)","log":\#(Wrapper.quoted($1)),"kubernetes":{"pod_name":"\#($0)"}}"#
        },
        Shipper(
            "docker's driver for fluentd",
            ["false", "false", "true"].map { #","partial_message":"true","partial_last":"\#($0)""# } + [""], driven),
        Shipper(
            "an older driver for fluentd", [#","partial_message":"true""#, #","partial_message":"true""#, "", ""], driven),
    ]

    private static func journal(_ members: String, _ text: String) -> String {
        #"{"_BOOT_ID":"c","PRIORITY":"6",\#(members),"MESSAGE":\#(Wrapper.quoted(text))}"#
    }

    @Sendable private static func driven(_ container: String, _ text: String, _ mark: String) -> String {
        #"{"container_id":"\#(container)","source":"stdout","log":\#(Wrapper.quoted(text))\#(mark)}"#
    }

    @Test(arguments: shippers)
    func `a whole object is a piece where its writer's line goes on, and a line where another's does`(_ shipper: Shipper) {
        let line = { (writer: String, mark: Int) in shipper.line(writer, Self.usual, shipper.marks[mark]) }
        #expect(
            results([line("a", 3), line("a", 0), line("b", 3), line("a", 1), line("a", 2), line("a", 3)])
                == [Self.stored, Self.piece, Self.stored, Self.piece, Self.piece, Self.stored])
    }

    @Test func `a piece of one shard says nothing of the next`() {
        let decoder = LineDecoder(formats: LogFormat.all.filter { $0.name == "cloudflare.http_requests" })
        let batch = decoder.newBatch()
        func result(_ line: String, shard: Int64, number: Int64) -> LineDecoder.Result {
            Array(line.utf8).withUnsafeBytes { decoder.decode($0, shard: shard, number: number, offset: 0, into: batch) }
        }
        #expect(result(Self.runtime("{\"a\":", "P"), shard: 1, number: 5) == Self.piece)
        #expect(result(Self.runtime(Self.usual, "F"), shard: 2, number: 6) == Self.stored)
    }
}
