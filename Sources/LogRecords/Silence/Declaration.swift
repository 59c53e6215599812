/// What a person says of a source, because its lines cannot: every answer that rests on it repeats it.
package struct Declaration: Sendable, Hashable {
    /// What is said of the subject.
    package enum Promise: Sendable, Hashable {
        /// In every such time, in nanoseconds, the source writes at least so many shards with lines; such times begin
        /// at multiples of it, in UTC.
        case every(Int64, shards: Int64)
        /// A gateway instance ended and wrote nothing behind its last line, though that does not say so.
        case ended
    }

    /// A format's name; of an end, the instance's UUID.
    package var subject: String
    package var promise: Promise
    package var declared: Instant
    package var why: String?

    package init(subject: String, promise: Promise, declared: Instant, why: String? = nil) {
        (self.subject, self.promise, self.declared, self.why) = (subject, promise, declared, why)
    }
}
