// foreign numbers: sums and products are checked

/// What became of the lines of a shard or of a run. It must balance.
package struct Tally: Sendable, Equatable {
    /// Lines, the blank ones too.
    package var lines: Int64 = 0
    /// Became a record.
    package var stored: Int64 = 0
    /// Not a JSON object, none that a format recognises, without a time, or too long.
    package var rejected: Int64 = 0
    package var blank: Int64 = 0
    /// Recognised, and not about a request: probes, lifecycle records, chatter, another dataset.
    package var notARequest: Int64 = 0
    /// Of a day that was pruned.
    package var expired: Int64 = 0
    /// Decompressed bytes, line ends included.
    package var bytes: Int64 = 0
    /// Bytes that were no part of any line.
    package var skipped = SkippedBytes()

    package init() {}

    package var balances: Bool { [rejected, blank, notARequest, expired].reduce(stored, saturatingSum) == lines }

    /// Whether lines were rejected, and none became anything.
    package var isWhollyRejected: Bool { rejected > 0 && saturatingSum(rejected, blank) == lines }

    package static func += (total: inout Tally, part: Tally) {  // bounded: each sum saturates
        total.lines = saturatingSum(total.lines, part.lines)
        total.stored = saturatingSum(total.stored, part.stored)
        total.rejected = saturatingSum(total.rejected, part.rejected)
        total.blank = saturatingSum(total.blank, part.blank)
        total.notARequest = saturatingSum(total.notARequest, part.notARequest)
        total.expired = saturatingSum(total.expired, part.expired)
        total.bytes = saturatingSum(total.bytes, part.bytes)
        total.skipped += part.skipped  // bounded: it saturates
    }
}
