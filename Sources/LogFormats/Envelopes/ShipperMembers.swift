/// The members by which a line is told that a container's log or a shipper of logs holds as a text.
///
/// Docker's json-file, Fluent Bit and fluentd call it `log`
/// (https://docs.fluentbit.io/manual/pipeline/filters/kubernetes), parsers of the container runtime's files `message`
/// (https://github.com/fluent/fluent-bit/issues/8547); what was parsed already may lie under `log_processed`.
struct ShipperMembers {
    /// What Fluent Bit, fluentd and their kind alone put beside `log`, whatever else is there.
    private static let besideLog: Set<String> = ["kubernetes", "logtag", "_p", "container_id", "container_name"]
    /// What they and others have: an application may log such keys, and a customer's words under `log`. Nothing else
    /// may be there then.
    private static let perhapsBesideLog: Set<String> = ["time", "@timestamp", "timestamp", "date", "source", "attrs", "tag"]
    private static let ofParts: Set<String> = ["partial_message", "partial_last"]
    static let keys = besideLog.union(perhapsBesideLog).union(ofParts).union(["log", "log_processed", "message", "stream"])

    let members: WrapperMembers

    var found: WrappedLine.Found {
        if let log = members["log"] { return isLogWrapped ? wrapped(log) : .nothing }
        if let parsed = members["log_processed"], parsed.kind == .object, stream != nil || members["kubernetes"] != nil {
            return wrapped(parsed)
        }
        guard let message = members["message"], stream != nil, members["logtag"] != nil || members["kubernetes"]?.kind == .object
        else { return .nothing }
        return wrapped(message)
    }

    private var isLogWrapped: Bool {
        let beside = members.keys.subtracting(["log"])
        return stream != nil || !beside.isDisjoint(with: Self.besideLog)
            || members.count == beside.count + 1 && beside.isSubset(of: Self.perhapsBesideLog)
    }

    private func wrapped(_ member: WrapperMembers.Member) -> WrappedLine.Found {
        switch member.kind {
        case .object: .wrapped(WrappedLine(content: .bytes(member.range)))
        case .string:
            member.text.map { .wrapped(WrappedLine(content: .string($0), pieces: pieces($0))) } ?? .nothing
        case .array, .number, .flag, .null: .nothing
        }
    }

    /// What is said of lines that were too long: by a container runtime's tag, by Docker's driver for fluentd
    /// (https://github.com/moby/moby/blob/master/daemon/logger/fluentd/fluentd.go), or by the line's end that Docker's
    /// own file keeps.
    private func pieces(_ text: Range<Int>) -> WrappedLine.Pieces {
        if let tag = members["logtag"]?.text {
            return tag.isEmpty ? .none : members.begins(tag, with: "P") ? .more(writer) : .last(writer)
        }
        if let part = members["partial_message"], members.isText(part, "true") {
            return members["partial_last"].map { members.isText($0, "true") } ?? false ? .end(writer) : .more(writer)
        }
        if members["container_id"] != nil { return .last(writer) }
        let isFile = members["time"] != nil && members.keys.isSubset(of: ["log", "stream", "time", "attrs"])
        return isFile ? stream.map { members.piecesOfFile(text, $0) } ?? .none : .none
    }

    /// `stdout` or `stderr`.
    private var stream: WrappedLine.Stream? {
        members["stream"].flatMap { $0.kind == .string ? WrappedLine.Stream(members.bytes(of: $0).dropQuotes) : nil }
    }

    /// Lines of many containers lie side by side.
    private var writer: WrappedLine.Stream {
        WrappedLine.Stream(
            of: ["kubernetes", "container_id", "stream", "source"].compactMap { members[$0] }.map(members.bytes))
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var dropQuotes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: dropFirst().dropLast()) }
}
