/// Lines of one gateway instance whose numbers follow each other, as one shard holds them.
package struct SequenceRun: Sendable, Hashable {
    package var instance: String
    /// Both ends included; from 1.
    package var first: Int64
    package var last: Int64
    /// When those lines were written.
    package var span: TimeRange

    package init(instance: String, first: Int64, last: Int64, span: TimeRange) {
        self.instance = instance
        self.first = first
        self.last = last
        self.span = span
    }
}

/// Numbers of one gateway instance that no loaded shard holds, although it holds a lower one and a higher one.
package struct SequenceGap: Sendable, Hashable {
    package var instance: String
    /// Both ends included.
    package var first: Int64
    package var last: Int64
    /// From the last line before the gap to the first behind it.
    package var span: TimeRange

    package init(instance: String, first: Int64, last: Int64, span: TimeRange) {
        self.instance = instance
        self.first = first
        self.last = last
        self.span = span
    }

    /// How many numbers are missing.
    package var lines: Int64 { last &- first &+ 1 }
}

/// The gaps in the numbers of all gateway instances.
package struct SequenceGaps: Sendable, Equatable {
    /// By instance and number, as many as were asked for.
    package var gaps: [SequenceGap]
    /// How many there are, also beyond the limit.
    package var total: Int
    /// Numbers that are missing in all.
    package var lines: Int64
    /// Instances whose numbers are known.
    package var instances: Int

    package init(gaps: [SequenceGap] = [], total: Int = 0, lines: Int64 = 0, instances: Int = 0) {
        self.gaps = gaps
        self.total = total
        self.lines = lines
        self.instances = instances
    }
}
