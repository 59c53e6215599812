/// A gateway instance, as the numbers of its lines tell of its life.
package struct Replica: Sendable, Hashable {
    /// The instance's UUID.
    package var instance: String
    /// The format's name.
    package var source: String
    /// Empty where no line named it.
    package var region: String
    package var firstNumber: Int64
    package var lastNumber: Int64
    /// When the lines with these numbers were written.
    package var span: TimeRange
    /// The number of the line that says that it stopped.
    package var stopped: Int64?

    package init(
        instance: String, source: String, region: String, firstNumber: Int64, lastNumber: Int64, span: TimeRange, stopped: Int64?
    ) {
        (self.instance, self.source, self.region) = (instance, source, region)
        (self.firstNumber, self.lastNumber, self.span, self.stopped) = (firstNumber, lastNumber, span, stopped)
    }

    /// Whether its last line says that none follows.
    package var hasStopped: Bool { stopped.map { $0 >= lastNumber } ?? false }
    /// Whether its first line is there.
    package var hasBegun: Bool { firstNumber <= 1 }
}

/// A replica of which nobody knows whether it wrote more than what is loaded, behind its last line.
package struct OpenReplica: Sendable, Hashable {
    /// What a source in front of it has.
    package struct Front: Sendable, Hashable {
        package var source: String
        /// The first of its lines behind the replica's last that names the replica's region; `nil`: there is none.
        package var next: Instant?

        package init(source: String, next: Instant?) { (self.source, self.next) = (source, next) }
    }

    package var replica: Replica
    /// Those that ever named its region, in the order of their names. Of several open replicas of a region only the
    /// last one has any: what came behind an earlier one may be of a later one.
    package var fronts: [Front]

    package init(replica: Replica, fronts: [Front]) { (self.replica, self.fronts) = (replica, fronts) }
}
