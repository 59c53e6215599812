import LogRecords

/// The cells of one row of `sighting`, taken from the statement before anything else is asked.
struct SightingCells {
    private let numbers: [Int64?]
    private let traceID: ID128?
    private let texts: [String?]

    /// The statement's columns are those of `SegmentColumns.sighting`.
    init(_ statement: SegmentStatement) {
        numbers = (0..<36).map { statement.integer(Int32($0)) }
        traceID = statement.bytes(36).map { ID128($0) }
        texts = (37..<40).map { column in
            guard let bytes = statement.bytes(Int32(column)) else { return nil }
            return statement.isBlob(Int32(column)) ? ID128(bytes).uuid : String(decoding: bytes, as: UTF8.self)
        }
    }

    var origin: Int64 { numbers[8] ?? 0 }
    var caller: Int64? { numbers[5] }

    func sighting(
        origin: Origin, caller: Caller?, text: (Int64?) throws(StoreError) -> String?
    ) throws(StoreError) -> Sighting {
        var sighting = Sighting(
            vantage: origin.vantage, format: origin.format,
            place: LinePlace(
                shard: numbers[1] ?? 0, line: numbers[2] ?? 0, offset: numbers[12] ?? 0, length: numbers[13] ?? 0))
        func small(_ column: Int) -> Int? { numbers[column].map { Int(truncatingIfNeeded: $0) } }
        func bits(_ column: Int) -> UInt64? { numbers[column].map(UInt64.init(bitPattern:)) }
        sighting.started = numbers[3].map(Instant.init(nanoseconds:))
        sighting.ended = numbers[4].map(Instant.init(nanoseconds:))
        (sighting.status, sighting.path, sighting.method) = (small(6), try text(numbers[7]), try text(numbers[9]))
        (sighting.result, sighting.colo) = (try text(numbers[10]), try text(numbers[11]))
        (sighting.duration, sighting.firstByte, sighting.originStatus) = (numbers[14], numbers[15], small(16))
        (sighting.faultDomain, sighting.error, sighting.sequence) = (try text(numbers[17]), try text(numbers[18]), numbers[19])
        (sighting.user, sighting.clientAddress) = (try text(numbers[20]), try text(numbers[21]))
        sighting.clientCountry = try text(numbers[22])
        (sighting.bytesIn, sighting.bytesOut) = (numbers[23], numbers[24])
        (sighting.inputTokens, sighting.outputTokens) = (numbers[25], numbers[26])
        (sighting.sampled, sighting.worker) = (numbers[27].map { $0 != 0 }, numbers[29].map { $0 != 0 })
        (sighting.cacheStatus, sighting.attemptCount) = (try text(numbers[28]), small(30))
        (sighting.ray, sighting.parentRay, sighting.spanID) = (bits(31), bits(32), bits(33))
        (sighting.parentSpanID, sighting.recordID, sighting.traceID) = (bits(34), bits(35), traceID)
        (sighting.requestID, sighting.clientRequestID, sighting.correlationID) = (texts[0], texts[1], texts[2])
        take(origin, into: &sighting)
        if let caller { take(caller, into: &sighting) }
        return sighting
    }

    private func take(_ origin: Origin, into sighting: inout Sighting) {
        (sighting.host, sighting.region, sighting.envelopeRegion) = (origin.host, origin.region, origin.envelopeRegion)
        (sighting.regionSource, sighting.zone, sighting.service) = (origin.regionSource, origin.zone, origin.service)
        (sighting.revision, sighting.gatewayInstance) = (origin.revision, origin.gatewayInstance)
        (sighting.reroutedFrom, sighting.rerouteReason) = (origin.reroutedFrom, origin.rerouteReason)
    }

    private func take(_ caller: Caller, into sighting: inout Sighting) {
        (sighting.customerInstance, sighting.instanceProof) = (caller.customerInstance, caller.instanceProof)
        (sighting.customerHost, sighting.customerVersion) = (caller.customerHost, caller.customerVersion)
        (sighting.realm, sighting.connection, sighting.userAgent) = (caller.realm, caller.connection, caller.userAgent)
        (sighting.clientName, sighting.clientVersion) = (caller.clientName, caller.clientVersion)
    }
}
