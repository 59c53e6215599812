package import LogRecords

/// What a run of making requests did.
package struct RequestsMade: Sendable, Equatable {
    package var requests: Int
    /// Days that had something to be made.
    package var days: Int
}

/// Makes the requests of a store's lines and keeps them, as far as they are not kept already.
///
/// A day that has none is made as a whole, line by line; of one that has, only what new lines touch is made again, and
/// what depends on a word of the ledger that has changed. Groups of lines that reach over midnight, or have undated
/// lines among them, are made by themselves: which day is made first changes nothing.
package struct RequestKeeping<Store: RecordReader, Kept: RequestStore> {
    private let tracer: Tracer<Store>
    private let kept: Kept
    private let processors: Int

    package init(of tracer: Tracer<Store>, in kept: Kept, on processors: Int = 1) {
        (self.tracer, self.kept, self.processors) = (tracer, kept, processors)
    }

    /// What there is to be made. Nothing is changed.
    package func plan() throws -> RequestsPlan {
        try RequestsPlan(of: tracer, kept: try kept.origins())
    }

    /// Makes what is not made, a publication for each whole day and one for all else. `begin` is told each whole day,
    /// `progress` how many requests were made so far.
    package func bringUpToDate(
        begin: (Day?) throws -> Void = { _ in }, progress: @escaping (Int) throws -> Void = { _ in }
    ) throws -> RequestsMade {
        let plan = try plan()
        let ledger = tracer.readable(try tracer.ledger())
        var making = RequestMaking(of: tracer.store, in: kept, as: plan, ledger, on: processors, progress)
        if !plan.gone.isEmpty { try kept.forget(plan.gone) }
        do {
            for (day, standing) in plan.days where standing == .unmade {
                try begin(day)
                try making.makeWhole(day)
            }
            try making.makeStale()
        } catch {
            kept.abandon()
            throw error
        }
        return RequestsMade(requests: making.made, days: plan.days.count { $0.standing != .fresh })
    }
}
