/// What to make, with the flags behind it.
struct CorpusOptions: Sendable {
    var requests = 20_000
    /// Shards of our own gateway.
    var shards = 8
    var seed: UInt64 = 1
    var folder = "corpus"
    var start: Int64
    var days = 1
    var hasFaults = false
    var onlyGateway = false
    var hasTruth = true
}
