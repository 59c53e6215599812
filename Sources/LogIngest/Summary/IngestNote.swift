/// What a person should know of a file besides the counts; `code` names it in JSON, `TraceRendering` words it.
package enum IngestNote: Sendable, Equatable {
    /// Why a file is no log.
    package enum NoLog: Sendable, Equatable {
        /// Told by its name, in the words of `LogShards`.
        case object(String)
        case document(LaidOutDocument.Kind)
    }

    case skipped(path: String, NoLog)
    case continues(path: String, known: String, afterLine: Int64)
    /// Its days were pruned.
    case expired(path: String)
    /// It stops in the middle; so many whole lines serve.
    case cutShort(path: String, lines: Int64)
    /// So many bytes were no part of any line, where one may have been.
    case bytesSkipped(path: String, bytes: Int64)
    /// It was left out for its source, and has no record that would tell one.
    case noRecord(path: String)
    /// What its compression has besides content, in the words of `LogShards`.
    case content(path: String, String)

    /// What programs know a note by.
    package enum Code: String, CaseIterable, Sendable {
        case skipped, continues, expired, content
        case cutShort = "cut_short"
        case bytesSkipped = "bytes_skipped"
        case noRecord = "no_record"
    }

    package var code: Code {
        switch self {
        case .skipped: .skipped
        case .continues: .continues
        case .expired: .expired
        case .cutShort: .cutShort
        case .bytesSkipped: .bytesSkipped
        case .noRecord: .noRecord
        case .content: .content
        }
    }

    /// What messages call the file.
    package var path: String {
        switch self {
        case .skipped(let path, _), .continues(let path, _, _), .expired(let path), .cutShort(let path, _), .content(let path, _),
            .bytesSkipped(let path, _), .noRecord(let path):
            path
        }
    }
}
