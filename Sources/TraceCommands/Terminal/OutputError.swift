import LogRecords

/// Standard output takes no more: a full disk behind `>`, for one.
struct OutputError: Explained {
    let reason: String

    var explanation: Explanation {
        Explanation("cannot write: \(reason)", at: "standard output")
    }
}
