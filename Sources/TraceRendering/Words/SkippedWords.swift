import LogRecords

/// What is said of bytes that were no part of any line.
enum SkippedWords {
    /// `nil` where there are none.
    static func sentence(_ skipped: SkippedBytes) -> String? {
        guard skipped.count > 0 else { return nil }
        let bytes = "\(grouped(skipped.count)) \(skipped.count == 1 ? "byte was" : "bytes were") no part of any line"
        if skipped.padding == skipped.count { return bytes + ", and are padding" }
        return bytes + (skipped.padding > 0 ? ", of which \(grouped(skipped.padding)) are padding" : "")
    }
}
