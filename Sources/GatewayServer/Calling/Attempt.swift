import Clocks
import HTTPCalling
import LogFormats
import LogRecords

/// One try to have a call served, also one that was never sent.
struct Attempt: Sendable {
    let target: Target
    var started: Instant?
    let begun = ContinuousClock.now
    var head: Int64?
    var firstEvent: Int64?
    var duration: Int64?
    var status: Int?
    var errorClass: ErrorClass?
    var nextAction: String?
    var isServed = false
    var requestID: String?
    var ray: String?
    /// What the provider said of its answer.
    var facts = AnswerFacts()

    init(_ target: Target) {
        self.target = target
    }

    /// Nanoseconds since it was begun.
    var age: Int64 { nanoseconds(from: begun) }

    /// As the record lists it.
    func record(_ number: Int) -> GatewayAttempt {
        var record = GatewayAttempt(number: Int64(number))
        record.provider = target.provider.name
        record.model = target.model
        let place = target.provider.place(of: target.model)
        (record.location, record.locationSource) = (place?.location, place?.source.rawValue)
        record.providerLocation = facts.location
        record.endpointHost = target.provider.host
        record.started = started
        record.head = head
        record.firstByte = firstEvent
        record.duration = duration
        record.status = status.map(Int64.init)
        record.errorClass = errorClass?.rawValue
        record.nextAction = nextAction
        record.served = isServed
        record.providerRequestID = requestID
        record.providerRay = ray
        record.inputTokens = facts.counts.input
        record.outputTokens = facts.counts.output
        return record
    }
}
