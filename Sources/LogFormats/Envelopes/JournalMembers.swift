/// The members by which an entry of systemd's journal is told, in the spellings of those who pass it on.
///
/// journalctl and its kind write `MESSAGE` and `_BOOT_ID`
/// (https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-json-format); Vector renames the first
/// (https://github.com/vectordotdev/vector/issues/16966), Fluent Bit and fluentd put all in lower case or take the
/// underscores off (https://github.com/fluent/fluent-bit/pull/806, https://github.com/fluent/fluent-bit/pull/4908).
struct JournalMembers {
    /// Fields of which an entry always has some.
    private static let marks = [
        "__CURSOR", "__REALTIME_TIMESTAMP", "__MONOTONIC_TIMESTAMP", "_BOOT_ID", "_MACHINE_ID", "_SYSTEMD_UNIT",
    ]
    private static let ofMarks: Set<String> = Set(marks + marks.map { $0.lowercased() } + ["_TRANSPORT"])
    private static let ofParts = [
        "CONTAINER_PARTIAL_MESSAGE", "CONTAINER_PARTIAL_LAST", "CONTAINER_ID", "_LINE_BREAK", "_STREAM_ID",
    ]
    /// Without underscores they may be anybody's, unless both are there.
    private static let stripped = ["BOOT_ID", "MACHINE_ID"]

    /// The keys that are asked for.
    static let keys: Set<String> = ofMarks.union((ofParts + stripped + ["MESSAGE", "PRIORITY"]).flatMap(spellings))

    private static func spellings(_ key: String) -> [String] {
        let bare = String(key.drop { $0 == "_" })
        return [key, key.lowercased(), bare, bare.lowercased()]
    }

    let members: WrapperMembers

    /// The text of the entry, if it is one.
    var message: WrapperMembers.Member? {
        let text = members["MESSAGE"] ?? members["message"]
        let isMarked = !members.keys.isDisjoint(with: Self.ofMarks)
        return isMarked || Self.stripped.allSatisfy { member($0) != nil } ? text : nil
    }

    /// What journald, or a container's runtime that writes to it, says of a line that was too long.
    ///
    /// https://github.com/moby/moby/pull/41407,
    /// https://www.freedesktop.org/software/systemd/man/latest/systemd.journal-fields.html#_LINE_BREAK=
    var pieces: WrappedLine.Pieces {
        let isPart = isText("CONTAINER_PARTIAL_MESSAGE", "true")
        guard let writer = member("CONTAINER_ID") ?? member("_STREAM_ID") else { return isPart ? .more(.output) : .none }
        let stream = WrappedLine.Stream(of: [writer, member("PRIORITY")].compactMap { $0 }.map(members.bytes))
        if isPart { return isText("CONTAINER_PARTIAL_LAST", "true") ? .end(stream) : .more(stream) }
        return isText("_LINE_BREAK", "line-max") ? .more(stream) : .last(stream)
    }

    private func member(_ key: String) -> WrapperMembers.Member? {
        Self.spellings(key).lazy.compactMap { members[$0] }.first
    }

    private func isText(_ key: String, _ text: String) -> Bool { member(key).map { members.isText($0, text) } ?? false }
}
