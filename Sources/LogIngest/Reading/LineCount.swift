import LogRecords

/// The tally of the lines of one shard while it is read, and the problems that are remembered.
struct LineCount {
    private(set) var tally = Tally()
    private(set) var rejected: [LineProblem.Reason: Int64] = [:]
    private(set) var problems: [LineProblem] = []

    @inline(__always)
    mutating func stored() {
        tally.lines &+= 1
        tally.stored &+= 1
    }

    mutating func blank() {
        tally.lines &+= 1
        tally.blank &+= 1
    }

    mutating func notARequest() {
        tally.lines &+= 1
        tally.notARequest &+= 1
    }

    mutating func reject(_ problem: LineProblem) {
        tally.lines &+= 1
        tally.rejected &+= 1
        rejected[problem.reason, default: 0] &+= 1
        if problems.count < LineProblem.mostRemembered { problems.append(problem) }
    }
}
