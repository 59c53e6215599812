package import LogRecords

/// What a tracer cannot do with a store.
package enum TracerError: Explained {
    case cannotFindByIdentifier
    case cannotFindByInstance
    case cannotListShards

    package var explanation: Explanation {
        switch self {
        case .cannotFindByIdentifier: Explanation("this store does not find records by an id", hint: "ask another store")
        case .cannotFindByInstance: Explanation("this store does not find records by a customer's instance", hint: "ask with an id")
        case .cannotListShards: Explanation("this store does not know which shards it holds", hint: "ask another store")
        }
    }
}
