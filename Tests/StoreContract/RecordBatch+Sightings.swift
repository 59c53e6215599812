package import LogRecords

extension RecordBatch {
    /// The rows as sightings: the plain meaning of a batch, which stores must keep.
    package var sightings: [Sighting] {
        var sightings = (0..<count).map { Sighting(row($0), of: self) }
        for index in 0..<attemptCount {
            let row = attempt(index)
            sightings[row.record].attempts.append(Attempt(row, of: self))
        }
        return sightings
    }
}

extension RecordWriter {
    /// Hands over these sightings as rows of a shard, in as many batches as it takes.
    package func append(_ sightings: [Sighting], shard: Int64) throws {
        var batch = RecordBatch(terms: TermTable())
        for sighting in sightings {
            if batch.isFull {
                try append(batch)
                batch = RecordBatch(terms: batch.terms)
            }
            batch.add(sighting, shard: shard)
        }
        try append(batch)
    }
}

extension Sighting {
    /// Reads every field of a row but its attempts.
    package init(_ row: RecordRow, of batch: RecordBatch) {
        func term(_ field: RecordField) -> String? {
            row[field].map { batch.terms.text(of: UInt32(truncatingIfNeeded: $0)) }
        }
        func text(_ field: RecordField) -> String? { row[field].map { String(decoding: batch.text($0), as: UTF8.self) } }
        func instant(_ field: RecordField) -> Instant? { row[field].map(Instant.init(nanoseconds:)) }
        func bits(_ field: RecordField) -> UInt64? { row[field].map { UInt64(bitPattern: $0) } }
        func number(_ field: RecordField) -> Int? { row[field].map(Int.init) }
        self.init(
            vantage: Vantage(rawValue: number(.vantage) ?? 0) ?? .edge, format: term(.format) ?? "",
            place: LinePlace(
                shard: row[.shard] ?? 0, line: row[.line] ?? 0, offset: row[.offset] ?? 0, length: row[.length] ?? 0))
        (started, ended, duration, firstByte) = (instant(.started), instant(.ended), row[.duration], row[.firstByte])
        (method, host, path) = (term(.method), term(.host), term(.path))
        (status, originStatus) = (number(.status), number(.originStatus))
        (result, faultDomain, error) = (term(.result), term(.faultDomain), term(.error))
        (colo, region, envelopeRegion) = (term(.colo), term(.region), term(.envelopeRegion))
        (regionSource, zone, service) = (term(.regionSource), term(.zone), term(.service))
        (reroutedFrom, rerouteReason) = (term(.reroutedFrom), term(.rerouteReason))
        (revision, gatewayInstance, sequence) = (term(.revision), term(.gatewayInstance), row[.sequence])
        (customerInstance, instanceProof) = (term(.customerInstance), term(.instanceProof))
        (customerHost, customerVersion, realm) = (term(.customerHost), term(.customerVersion), term(.realm))
        (user, connection, clientAddress) = (term(.user), term(.connection), term(.clientAddress))
        (clientCountry, userAgent) = (term(.clientCountry), term(.userAgent))
        (clientName, clientVersion) = (term(.clientName), term(.clientVersion))
        (bytesIn, bytesOut) = (row[.bytesIn], row[.bytesOut])
        (inputTokens, outputTokens) = (row[.inputTokens], row[.outputTokens])
        (sampled, worker) = (row[.sampled].map { $0 != 0 }, row[.worker].map { $0 != 0 })
        (cacheStatus, attemptCount) = (term(.cacheStatus), number(.attemptCount))
        (ray, parentRay, spanID) = (bits(.ray), bits(.parentRay), bits(.spanID))
        (parentSpanID, recordID, traceID) = (bits(.parentSpanID), bits(.recordID), row.id128(.traceID))
        (requestID, clientRequestID) = (text(.requestID), text(.clientRequestID))
        correlationID = text(.correlationID)
    }
}

extension Attempt {
    package init(_ row: AttemptRow, of batch: RecordBatch) {
        func term(_ field: AttemptField) -> String? {
            row[field].map { batch.terms.text(of: UInt32(truncatingIfNeeded: $0)) }
        }
        self.init(number: Int(row[.number] ?? 0))
        (provider, model, location) = (term(.provider), term(.model), term(.location))
        (endpointHost, errorClass, nextAction) = (term(.endpointHost), term(.errorClass), term(.nextAction))
        started = row[.started].map(Instant.init(nanoseconds:))
        (duration, firstByte, status) = (row[.duration], row[.firstByte], row[.status].map(Int.init))
        served = row[.served].map { $0 != 0 }
        providerRequestID = row[.providerRequestID].map { String(decoding: batch.text($0), as: UTF8.self) }
        providerRay = row[.providerRay].map { UInt64(bitPattern: $0) }
        (inputTokens, outputTokens) = (row[.inputTokens], row[.outputTokens])
    }
}

extension RecordBatch {
    /// Adds a sighting as a row of its own, and its attempts.
    package func add(_ sighting: Sighting, shard: Int64) {
        let row = beginRow()
        func cell(_ field: RecordField, _ value: Int64?) {
            if let value { row.set(field, value) }
        }
        cell(.vantage, Int64(sighting.vantage.rawValue))
        cell(.shard, shard)
        cell(.line, sighting.place.line)
        cell(.offset, sighting.place.offset)
        cell(.length, sighting.place.length)
        for (field, text) in sighting.termFields { cell(field, text.flatMap(term)) }
        for (field, value) in sighting.numberFields { cell(field, value) }
        for (field, text) in sighting.textFields { cell(field, text.flatMap(keep(text:))) }
        if let traceID = sighting.traceID { row.set(.traceID, traceID) }
        for attempt in sighting.attempts { add(attempt) }
    }

    private func add(_ attempt: Attempt) {
        let row = beginAttempt()
        func cell(_ field: AttemptField, _ value: Int64?) {
            if let value { row.set(field, value) }
        }
        cell(.number, Int64(attempt.number))
        cell(.provider, attempt.provider.flatMap(term))
        cell(.model, attempt.model.flatMap(term))
        cell(.location, attempt.location.flatMap(term))
        cell(.endpointHost, attempt.endpointHost.flatMap(term))
        cell(.errorClass, attempt.errorClass.flatMap(term))
        cell(.nextAction, attempt.nextAction.flatMap(term))
        cell(.started, attempt.started?.nanoseconds)
        cell(.duration, attempt.duration)
        cell(.firstByte, attempt.firstByte)
        cell(.status, attempt.status.map(Int64.init))
        cell(.served, attempt.served.map { $0 ? 1 : 0 })
        cell(.providerRequestID, attempt.providerRequestID.flatMap(keep(text:)))
        cell(.providerRay, attempt.providerRay.map { Int64(bitPattern: $0) })
        cell(.inputTokens, attempt.inputTokens)
        cell(.outputTokens, attempt.outputTokens)
    }

    private func term(_ text: String) -> Int64? {
        Array(text.utf8).withUnsafeBytes { terms.number(of: $0) { [UInt8]($0) } }.map(Int64.init)
    }

    private func keep(text: String) -> Int64? {
        Array(text.utf8).withUnsafeBytes(keep)
    }
}

extension Sighting {
    fileprivate var termFields: [(RecordField, String?)] {
        [
            (.format, format), (.method, method), (.host, host), (.path, path), (.result, result), (.faultDomain, faultDomain),
            (.error, error), (.colo, colo), (.region, region), (.envelopeRegion, envelopeRegion), (.regionSource, regionSource),
            (.reroutedFrom, reroutedFrom), (.rerouteReason, rerouteReason),
            (.zone, zone), (.service, service), (.revision, revision), (.gatewayInstance, gatewayInstance),
            (.customerInstance, customerInstance), (.instanceProof, instanceProof), (.customerHost, customerHost),
            (.customerVersion, customerVersion), (.realm, realm), (.user, user), (.connection, connection),
            (.clientAddress, clientAddress), (.clientCountry, clientCountry), (.userAgent, userAgent),
            (.clientName, clientName), (.clientVersion, clientVersion), (.cacheStatus, cacheStatus),
        ]
    }

    fileprivate var numberFields: [(RecordField, Int64?)] {
        [
            (.started, started?.nanoseconds), (.ended, ended?.nanoseconds), (.duration, duration), (.firstByte, firstByte),
            (.status, status.map(Int64.init)), (.originStatus, originStatus.map(Int64.init)), (.sequence, sequence),
            (.bytesIn, bytesIn), (.bytesOut, bytesOut), (.inputTokens, inputTokens), (.outputTokens, outputTokens),
            (.sampled, sampled.map { $0 ? 1 : 0 }), (.worker, worker.map { $0 ? 1 : 0 }),
            (.attemptCount, attemptCount.map(Int64.init)), (.ray, ray.map { Int64(bitPattern: $0) }),
            (.parentRay, parentRay.map { Int64(bitPattern: $0) }), (.spanID, spanID.map { Int64(bitPattern: $0) }),
            (.parentSpanID, parentSpanID.map { Int64(bitPattern: $0) }), (.recordID, recordID.map { Int64(bitPattern: $0) }),
        ]
    }

    fileprivate var textFields: [(RecordField, String?)] {
        [(.requestID, requestID), (.clientRequestID, clientRequestID), (.correlationID, correlationID)]
    }
}
