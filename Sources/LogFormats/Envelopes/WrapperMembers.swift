import LogRecords

/// The members of an object by which a wrapper is told.
///
/// Docker's json-file: `log`, `stream`, `time` (https://docs.docker.com/engine/logging/drivers/json-file/), and its
/// lines as a stream of JSON: `Line` (https://github.com/moby/moby/pull/52073). Fluent Bit, fluentd and their kind: see
/// `ShipperMembers`. systemd's journal: see `JournalMembers`. Elasticsearch and Kibana: `_source` beside `_index` or
/// `_id` (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search).
struct WrapperMembers {
    /// A value of the wrapper's, where it stands in the line.
    struct Member {
        var kind: JSONCursor.Kind
        var range: Range<Int>

        /// Between the quotes.
        var text: Range<Int>? { kind == .string ? range.lowerBound + 1..<range.upperBound - 1 : nil }
    }

    private let line: UnsafeRawBufferPointer
    private var told: [String: Member] = [:]
    private var action: Member?
    private(set) var count = 0

    private static let ofHit: Set<String> = ["_source", "_index", "_id"]
    private static let ofDocker: Set<String> = ["Line", "Source", "Timestamp", "Attributes"]
    private static let keys = ofHit.union(ofDocker).union(ShipperMembers.keys).union(JournalMembers.keys)
    /// https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
    private static let actions: Set<String> = ["index", "create", "update", "delete"]
    private static let ofAction: Set<String> = [
        "_index", "_id", "_type", "_routing", "_parent", "_version", "_version_type", "_retry_on_conflict", "routing", "parent",
        "version", "version_type", "pipeline", "require_alias", "require_data_stream", "dynamic_templates", "if_seq_no",
        "if_primary_term", "retry_on_conflict", "list_executed_pipelines",
    ]

    private init(_ line: UnsafeRawBufferPointer) { self.line = line }

    /// What is around a line that is an object.
    static func find(_ line: UnsafeRawBufferPointer) -> WrappedLine.Found {
        var cursor = JSONCursor(line)
        var members = WrapperMembers(line)
        // What is no JSON, or ends in the middle, is told from by the scanner: here it only has no wrapper.
        guard (try? members.read(&cursor)) != nil else { return .nothing }
        if members.count == 1, let start = BatchOpening.end(line, at: 0) { return batch(line, from: start) }
        if let action = members.action, members.count == 1 { return isAction(line, action.range) ? .action : .nothing }
        return members.found
    }

    /// Of an object that has a batch and nothing else. One of no records is no line either.
    private static func batch(_ line: UnsafeRawBufferPointer, from start: Int) -> WrappedLine.Found {
        switch line[start...].first(where: { $0 > 0x20 }) {
        case UInt8(ascii: "{"): .batch
        case UInt8(ascii: "]"): .action
        default: .nothing
        }
    }

    private var found: WrappedLine.Found {
        if let source = self["_source"], source.kind == .object, self["_index"] != nil || self["_id"] != nil {
            return .wrapped(WrappedLine(content: .bytes(source.range)))
        }
        let journal = JournalMembers(members: self)
        if let message = journal.message { return entry(message, journal.pieces) }
        return dockerLine ?? ShipperMembers(members: self).found
    }

    private func entry(_ message: Member, _ pieces: WrappedLine.Pieces) -> WrappedLine.Found {
        switch message.kind {
        case .string: .wrapped(WrappedLine(content: .string(message.text ?? message.range), pieces: pieces))
        case .array: .wrapped(WrappedLine(content: .numbers(message.range), pieces: pieces))
        case .null: .leftOut
        case .object, .number, .flag: .nothing
        }
    }

    private var dockerLine: WrappedLine.Found? {
        guard let text = self["Line"]?.text, self["Timestamp"] != nil, count == keys.count, keys.isSubset(of: Self.ofDocker),
            let stream = self["Source"]?.text.flatMap({ WrappedLine.Stream(UnsafeRawBufferPointer(rebasing: line[$0])) })
        else { return nil }
        return .wrapped(WrappedLine(content: .string(text), pieces: piecesOfFile(text, stream)))
    }

    /// Docker keeps a line's end, and what is long and lacks it is a piece.
    func piecesOfFile(_ text: Range<Int>, _ stream: WrappedLine.Stream) -> WrappedLine.Pieces {
        let isEnded = line[text].suffix(2).elementsEqual("\\n".utf8)
        return isEnded || text.count < Self.longestPiece ? .last(stream) : .perhaps(stream)
    }

    /// Docker hands lines on in pieces of so many bytes.
    /// https://github.com/moby/moby/blob/master/daemon/logger/copier.go
    private static let longestPiece = 16 * 1024

    // MARK: what wrappers ask for

    subscript(key: String) -> Member? { told[key] }

    /// Those of all wrappers' keys that are there.
    var keys: Set<String> { Set(told.keys) }

    func bytes(of member: Member) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: line[member.range]) }

    /// Whether it is the text, or `true` and `false` themselves.
    func isText(_ member: Member, _ text: String) -> Bool {
        (member.kind == .string || member.kind == .flag) && line[member.text ?? member.range].elementsEqual(text.utf8)
    }

    func begins(_ text: Range<Int>, with letter: Unicode.Scalar) -> Bool { line[text].first == UInt8(ascii: letter) }

    // MARK: the walk

    private mutating func read(_ cursor: inout JSONCursor) throws(JSONCursor.Broken) {
        try cursor.members { (key, cursor) throws(JSONCursor.Broken) in
            let kind = try cursor.kind()
            let start = cursor.index
            _ = try cursor.skipValue()
            let member = Member(kind: kind, range: start..<cursor.index)
            count += 1
            if Self.keys.contains(key) { told[key] = member }
            if Self.actions.contains(key), kind == .object { action = member }
        }
    }

    private static func isAction(_ line: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        var cursor = JSONCursor(UnsafeRawBufferPointer(rebasing: line[range]))
        var isOne = true
        let isRead: Void? = try? cursor.members { (key, cursor) throws(JSONCursor.Broken) in
            if !ofAction.contains(key) { isOne = false }
            _ = try cursor.skipValue()
        }
        return isOne && isRead != nil
    }
}

extension WrappedLine.Stream {
    /// Of its name, `stdout` or `stderr`.
    init?(_ name: UnsafeRawBufferPointer) {
        if name.elementsEqual("stdout".utf8) {
            self = .output
        } else if name.elementsEqual("stderr".utf8) {
            self = .errors
        } else {
            return nil
        }
    }
}
