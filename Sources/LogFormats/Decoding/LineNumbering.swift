package import LogRecords

/// The number that a gateway instance gave a line.
package struct LineNumbering: Sendable, Equatable {
    /// A term of the batch that the line was decoded into.
    package var instance: UInt32
    package var sequence: Int64
    package var written: Instant
    /// Terms of the batch; `nil` where the line names none.
    package var format: UInt32?
    package var region: UInt32?
    /// The line says that the instance stopped: no line follows.
    package var isLast = false

    package init(instance: UInt32, sequence: Int64, written: Instant) {
        (self.instance, self.sequence, self.written) = (instance, sequence, written)
    }

    /// `nil` where the row does not say all of it.
    package init?(_ row: RecordRow) {
        guard let sequence = row[.sequence], let instance = row[.gatewayInstance], let written = row[.ended] ?? row[.started] else {
            return nil
        }
        self.instance = UInt32(truncatingIfNeeded: instance)
        self.sequence = sequence
        self.written = Instant(nanoseconds: written)
        format = row[.format].map { UInt32(truncatingIfNeeded: $0) }
        region = row[.region].map { UInt32(truncatingIfNeeded: $0) }
    }
}
