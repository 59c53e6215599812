/// The members of an object by which a wrapper is told.
///
/// Docker's json-file: `log`, `stream`, `time` (https://docs.docker.com/engine/logging/drivers/json-file/). Fluent Bit
/// and fluentd: `log` and what they put beside it (https://docs.fluentbit.io/manual/pipeline/filters/kubernetes).
/// journald: `MESSAGE` and its fields (https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-json-format). Elasticsearch
/// and Kibana: `_source` beside `_index` or `_id`
/// (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search).
struct WrapperMembers {
    private var log: Member?
    private var message: Member?
    private var source: Member?
    private var stream: WrappedLine.Stream?
    private var seen: Set<String> = []
    private var count = 0

    private struct Member {
        var kind: JSONCursor.Kind
        var range: Range<Int>

        /// Between the quotes.
        var text: Range<Int>? { kind == .string ? range.lowerBound + 1..<range.upperBound - 1 : nil }
    }

    /// Docker hands lines on in pieces of so many bytes.
    /// https://github.com/moby/moby/blob/master/daemon/logger/copier.go
    private static let longestPiece = 16 * 1024
    /// Longer keys are no wrapper's.
    private static let longestKey = 64
    /// What Fluent Bit, fluentd and their kind alone put beside `log`, whatever else is there.
    private static let besideLog: Set<String> = ["kubernetes", "logtag", "_p", "container_id", "container_name"]
    /// What they and others have: an application may log such keys, and a customer's words under `log`. Nothing else
    /// may be there then.
    private static let perhapsBesideLog: Set<String> = ["time", "@timestamp", "date", "source", "attrs", "tag"]
    /// The fields of which an entry of the journal always has some.
    private static let ofJournal: Set<String> = [
        "__CURSOR", "__REALTIME_TIMESTAMP", "__MONOTONIC_TIMESTAMP", "_BOOT_ID", "_MACHINE_ID", "_TRANSPORT", "_SYSTEMD_UNIT",
    ]
    private static let ofHit: Set<String> = ["_index", "_id"]
    private static let told = besideLog.union(perhapsBesideLog).union(ofJournal).union(ofHit)
    /// https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
    private static let actions: Set<String> = ["index", "create", "update", "delete"]
    private static let ofAction: Set<String> = [
        "_index", "_id", "_type", "_routing", "_parent", "_version", "_version_type", "_retry_on_conflict", "routing", "parent",
        "version", "version_type", "pipeline", "require_alias", "require_data_stream", "dynamic_templates", "if_seq_no",
        "if_primary_term", "retry_on_conflict", "list_executed_pipelines",
    ]

    /// What is around a line that is an object.
    static func find(_ line: UnsafeRawBufferPointer) -> WrappedLine.Found {
        var cursor = JSONCursor(line)
        var members = WrapperMembers()
        var action: Member?
        // What is no JSON, or ends in the middle, is told from by the scanner: here it only has no wrapper.
        guard (try? members.read(&cursor, line, &action)) != nil else { return .nothing }
        if let action, members.count == 1 { return isAction(line, action.range) ? .action : .nothing }
        return members.found(line)
    }

    private func found(_ line: UnsafeRawBufferPointer) -> WrappedLine.Found {
        if let source, source.kind == .object, !seen.isDisjoint(with: Self.ofHit) {
            return .wrapped(WrappedLine(content: .bytes(source.range)))
        }
        if let message, !seen.isDisjoint(with: Self.ofJournal) { return entry(message) }
        guard let log, isLogWrapped else { return .nothing }
        switch log.kind {
        case .object: return .wrapped(WrappedLine(content: .bytes(log.range)))
        case .string: return .wrapped(wrapped(line, log.text ?? log.range))
        case .array, .number, .flag, .null: return .nothing
        }
    }

    private var isLogWrapped: Bool {
        stream != nil || !seen.isDisjoint(with: Self.besideLog)
            || count == seen.count + 1 && seen.isSubset(of: Self.perhapsBesideLog)
    }

    private func entry(_ message: Member) -> WrappedLine.Found {
        switch message.kind {
        case .string: .wrapped(WrappedLine(content: .string(message.text ?? message.range)))
        case .array: .wrapped(WrappedLine(content: .numbers(message.range)))
        case .null: .leftOut
        case .object, .number, .flag: .nothing
        }
    }

    /// Docker's file keeps a line's end, and what is long and lacks it is a piece. Shippers take it off, and say of a
    /// piece so at most (`logtag`).
    private func wrapped(_ line: UnsafeRawBufferPointer, _ text: Range<Int>) -> WrappedLine {
        var wrapped = WrappedLine(content: .string(text))
        let isFile = stream != nil && seen.isSubset(of: ["stream", "time", "attrs"]) && seen.contains("time")
        guard isFile, let stream else { return wrapped }
        let isEnded = line[text].suffix(2).elementsEqual("\\n".utf8)
        wrapped.pieces = isEnded || text.count < Self.longestPiece ? .last(stream) : .perhaps(stream)
        return wrapped
    }

    // MARK: the walk

    private mutating func read(
        _ cursor: inout JSONCursor, _ line: UnsafeRawBufferPointer, _ action: inout Member?
    ) throws(JSONCursor.Broken) {
        try cursor.members { (key, cursor) throws(JSONCursor.Broken) in
            let kind = try cursor.kind()
            let start = cursor.index
            _ = try cursor.skipValue()
            let member = Member(kind: kind, range: start..<cursor.index)
            count += 1
            switch key {
            case "log": log = member
            case "MESSAGE": message = member
            case "_source": source = member
            case "stream":
                seen.insert(key)
                if let text = member.text { stream = WrappedLine.Stream(UnsafeRawBufferPointer(rebasing: line[text])) }
            default:
                if Self.told.contains(key) { seen.insert(key) }
                if Self.actions.contains(key), kind == .object { action = member }
            }
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
