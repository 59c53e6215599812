/// A kind of question that a store may be able to answer.
package enum StoreCapability: Sendable, CaseIterable {
    case findsByIdentifier
    case findsByBeginning
    case findsByInstance
    /// Knows which instances there are.
    case listsInstances
    case findsByUser
    case findsBySession
    /// Gives all lines, by what hangs together.
    case connectsLines
    case knowsShards
}
