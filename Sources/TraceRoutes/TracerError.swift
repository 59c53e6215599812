/// What a tracer cannot do with a store.
package enum TracerError: Error {
    case cannotFindByIdentifier
    case cannotFindByInstance
    case cannotListShards
}
