/// A record at one place in one shard, as a store gives it back. `nil` is "the record does not say", never 0 or "".
///
/// The fields mean what `RecordField` says of them.
package struct Sighting: Sendable, Equatable {
    package var vantage: Vantage
    package var format: String
    package var place: LinePlace

    package var started: Instant?
    package var ended: Instant?
    /// Nanoseconds, like every duration here.
    package var duration: Int64?
    package var firstByte: Int64?
    package var firstToken: Int64?
    package var lastToken: Int64?
    package var overhead: Int64?
    package var originDuration: Int64?

    package var method: String?
    package var host: String?
    package var path: String?
    package var requestedModel: String?
    package var stream: Bool?
    package var status: Int?
    package var originStatus: Int?
    package var result: String?
    package var faultDomain: String?
    package var error: String?
    package var finishReason: String?
    package var statusDetails: String?
    package var securityRule: String?
    package var securityAction: String?

    package var colo: String?
    package var region: String?
    package var envelopeRegion: String?
    package var regionSource: String?
    package var reroutedFrom: String?
    package var rerouteReason: String?
    package var zone: String?
    package var service: String?
    package var revision: String?
    package var gatewayInstance: String?
    package var sequence: Int64?

    package var customerInstance: String?
    package var instanceProof: String?
    package var customerHost: String?
    package var customerVersion: String?
    package var realm: String?
    package var user: String?
    package var session: String?
    package var namespace: String?
    package var project: String?
    package var connection: String?
    package var clientAddress: String?
    package var clientCountry: String?
    package var userAgent: String?
    package var clientName: String?
    package var clientVersion: String?

    package var bytesIn: Int64?
    package var bytesOut: Int64?
    package var inputTokens: Int64?
    package var outputTokens: Int64?
    package var sampled: Bool?
    package var cacheStatus: String?
    package var worker: Bool?
    /// How many attempts the record states; `attempts` holds at most `RecordBatch.mostAttempts` of them.
    package var attemptCount: Int?

    package var ray: UInt64?
    package var parentRay: UInt64?
    package var spanID: UInt64?
    package var parentSpanID: UInt64?
    package var recordID: UInt64?
    package var traceID: ID128?
    package var requestID: String?
    package var clientRequestID: String?
    package var correlationID: String?

    package var attempts: [Attempt] = []

    package init(vantage: Vantage, format: String, place: LinePlace) {
        self.vantage = vantage
        self.format = format
        self.place = place
    }

    /// The moment by which the record is filed: `started`, else `ended`.
    package var filed: Instant? { started ?? ended }
}

/// One call by a gateway to one model provider, as a record states it. The fields mean what `AttemptField` says of
/// them.
package struct Attempt: Sendable, Equatable {
    package var number: Int
    package var provider: String?
    package var model: String?
    package var location: String?
    package var locationGrain: String?
    package var locationSource: String?
    package var providerLocation: String?
    package var endpointHost: String?
    package var started: Instant?
    package var duration: Int64?
    package var firstByte: Int64?
    package var status: Int?
    package var errorClass: String?
    package var nextAction: String?
    package var served: Bool?
    package var providerRequestID: String?
    package var providerRay: UInt64?
    package var inputTokens: Int64?
    package var outputTokens: Int64?

    package init(number: Int) {
        self.number = number
    }
}

/// Where a line is.
package struct LinePlace: Sendable, Hashable {
    /// The ledger's number of the shard.
    package var shard: Int64
    /// From 1, in the decompressed content.
    package var line: Int64
    /// From 0, in bytes of the decompressed content.
    package var offset: Int64
    /// In bytes, without the line's end.
    package var length: Int64

    package init(shard: Int64, line: Int64, offset: Int64, length: Int64) {
        self.shard = shard
        self.line = line
        self.offset = offset
        self.length = length
    }
}
