package import LogRecords

/// What a tracer cannot do with a store.
package enum TracerError: Error, Equatable {
    case cannot(StoreCapability)
    /// More lines hang together than are held in memory.
    case tooManyConnected(most: Int)
}

extension Tracer {
    /// Whether the store can answer such questions.
    func can(_ capability: StoreCapability) -> Bool { store.capabilities.contains(capability) }

    /// Refuses a question that the store cannot answer.
    func require(_ capability: StoreCapability) throws {
        guard can(capability) else { throw TracerError.cannot(capability) }
    }
}
