import Foundation
import LogRecords
import LogStoreSQLite
import TraceRendering
import TraceRoutes

/// Makes the requests of a store that are not made yet, and says on a terminal how far it is.
struct RequestMakingRun {
    let store: String
    /// Forget what is made already.
    var again = false
    /// Asked now and then; what it throws ends the making, and what was published stays.
    var checkStop: () throws -> Void = {}

    /// How many were made, and on how many days. What is damaged is made anew, with all else.
    func run() throws -> RequestsMade {
        do { return try make(anew: again) } catch StoreError.damagedRequests(let file, let what) where !again {
            StandardError.say(RequestsWords.damaged(file, what))
            return try make(anew: true)
        }
    }

    private func make(anew isAnew: Bool) throws -> RequestsMade {
        let reader = try SQLiteRecordReader(opening: store)
        let kept = try SQLiteRequestStore(of: store, anew: isAnew, onWaiting: StandardError.sayWaiting(for:))
        let keeping = RequestKeeping(
            of: Tracer(store: reader), in: kept, on: ProcessInfo.processInfo.activeProcessorCount)
        let status = StatusLine()
        defer { status.clear() }
        var day: Day??
        return try keeping.bringUpToDate(begin: { day = .some($0) }) { made in
            try checkStop()
            status.show(RequestsWords.progress(day, made: made))
        }
    }
}
