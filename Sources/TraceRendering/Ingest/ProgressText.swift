package import LogIngest

/// How far a load is, in as many words as fit a line.
package enum ProgressText {
    /// What is done of what is to be done, how quick it is, and how long it will take if it goes on so; the end is left
    /// out where it does not fit.
    package static func line(_ progress: IngestProgress, width: Int) -> String {
        var parts = [ByteText.short(progress.bytesRead)]
        if let total = progress.bytesTotal {
            let percent = total > 0 ? min(100, progress.bytesRead / max(1, total / 100)) : 100
            parts[0] += " of \(ByteText.short(total)), \(percent)%"
        }
        parts.append("\(progress.shardsDone) of \(Words.count(progress.shardsTotal, "shard"))")
        if progress.seconds >= 1 {
            parts.append("\(grouped(Int64(Double(progress.lines) / progress.seconds))) lines/s")
            if let left = secondsLeft(progress) { parts.append("\(duration(left)) left") }
        }
        var text = ""
        for part in parts {
            let longer = text.isEmpty ? part : text + ", " + part
            guard longer.columns <= width else { break }
            text = longer
        }
        return text
    }

    private static func secondsLeft(_ progress: IngestProgress) -> Int64? {
        guard let total = progress.bytesTotal, progress.bytesRead > 0 else { return nil }
        let left = Double(max(0, total - progress.bytesRead)) / (Double(progress.bytesRead) / progress.seconds)
        return left < 1e9 ? Int64(left.rounded(.up)) : nil  // bounded: below 1e9
    }

    private static func duration(_ seconds: Int64) -> String {
        seconds < 120 ? "\(seconds) s" : seconds < 7200 ? "\(seconds / 60) min" : "\(seconds / 3600) h"
    }
}
