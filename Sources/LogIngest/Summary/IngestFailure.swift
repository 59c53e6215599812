package import LogRecords

/// A file, or a path that was asked for, that gave nothing.
package struct IngestFailure: Sendable, Equatable {
    /// What is known of it from earlier runs.
    package enum Standing: Sendable, Equatable {
        case new
        /// The same bytes failed before, since then.
        case old(since: Instant)
        /// Somebody knows of it.
        case acknowledged
    }

    /// What messages call it.
    package var path: String
    package var explanation: Explanation
    package var standing = Standing.new
    /// By what it is known in the next run; `nil` of a path that is no file, and of standard input.
    package var shard: FailedShard?

    package init(_ explanation: Explanation, path: String, standing: Standing = .new, shard: FailedShard? = nil) {
        (self.path, self.explanation, self.standing, self.shard) = (path, explanation, standing, shard)
    }
}

extension IngestSummary {
    /// Failures in the order in which they are told: what is new, then what failed before, the longest last.
    package var newFailures: [IngestFailure] { failures.filter { $0.standing == .new } }

    /// With the moment since when each fails, the latest first.
    package var oldFailures: [(failure: IngestFailure, since: Instant)] {
        failures.compactMap { failure in
            if case .old(let since) = failure.standing { (failure, since) } else { nil }
        }.sorted { $0.since > $1.since }
    }

    /// All of them in that order, and then those that somebody knows of.
    package var told: [IngestFailure] {
        newFailures + oldFailures.map(\.failure) + failures.filter { $0.standing == .acknowledged }
    }

    /// How many are known to somebody.
    package var acknowledged: Int { failures.count { $0.standing == .acknowledged } }

    /// Tells what failed in earlier runs too, and remembers all of it for the next.
    mutating func compareFailures(_ remember: ([FailedShard]) throws -> [RememberedFailure?]) rethrows {
        let places = failures.indices.filter { failures[$0].shard != nil }
        let known = try remember(places.compactMap { failures[$0].shard })
        for (place, known) in zip(places, known) {
            guard let known else { continue }
            failures[place].standing = known.acknowledged == nil ? .old(since: known.first) : .acknowledged
        }
    }
}
