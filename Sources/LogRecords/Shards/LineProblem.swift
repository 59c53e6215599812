/// Why a line became no record. Its content is never kept.
package struct LineProblem: Sendable, Equatable {
    /// A closed list; the name is what stores and summaries show.
    package enum Reason: String, CaseIterable, Sendable {
        case notJSON = "not_json"
        case notAnObject = "not_an_object"
        case tooDeep = "too_deep"
        case tooLong = "too_long"
        case unrecognised
        case noTime = "no_time"
        /// A piece of a line that was too long for a container's log.
        case splitLine = "split_line"
        /// An entry of the journal without its text.
        case textLeftOut = "text_left_out"
        /// A CSV or other text that a format could be exported as, but that is not read here.
        case unsupportedLayout = "unsupported_layout"

        /// What a person reads.
        package var sentence: String {
            switch self {
            case .notJSON: "not JSON"
            case .notAnObject: "JSON, but not an object"
            case .tooDeep: "JSON nested too deep"
            case .tooLong: "longer than the longest line allowed"
            case .unrecognised: "a JSON object of no known format"
            case .noTime: "a record without a time"
            case .splitLine: "a piece of a line that a container's log split (at 16 KB or less)"
            case .textLeftOut: "a journal entry without its text (journalctl needs --all for texts over 4096 bytes)"
            case .unsupportedLayout: "a layout that is not read (CSV, renamed or wrapped fields)"
            }
        }
    }

    package var reason: Reason
    package var line: Int64
    package var offset: Int64
    package var length: Int64

    package init(reason: Reason, line: Int64, offset: Int64, length: Int64) {
        self.reason = reason
        self.line = line
        self.offset = offset
        self.length = length
    }

    /// Problems remembered with their position for each shard; all are counted.
    package static let mostRemembered = 1000
}
