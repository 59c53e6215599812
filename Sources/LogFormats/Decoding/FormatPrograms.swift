import LogRecords

/// All tables, compiled once for one decoder: variants in the order in which they are tried, and the flat lists they
/// refer to.
struct FormatPrograms: ~Copyable {
    let names: [String]
    let variants: UnsafeMutableBufferPointer<FormatVariant>
    let operations: UnsafeMutableBufferPointer<Operation>
    let checks: UnsafeMutableBufferPointer<ValueCheck>
    let texts: UnsafeMutableBufferPointer<UnsafeRawBufferPointer>
    let identityParts: UnsafeMutableBufferPointer<IdentityValue>
    let rules: [PresenceRule]
    /// Counters of drift, two a pair of format and path: wrong type, unreadable.
    let drift: UnsafeMutableBufferPointer<Int>
    let driftPlaces: [(format: String, path: String)]
    /// Owns the texts.
    private let compiler: FormatCompiler

    init(_ compiler: FormatCompiler) {
        names = compiler.names
        variants = FormatPrograms.memory(compiler.variants)
        operations = FormatPrograms.memory(compiler.operations)
        checks = FormatPrograms.memory(compiler.checks)
        texts = FormatPrograms.memory(compiler.texts)
        identityParts = FormatPrograms.memory(compiler.identityParts)
        rules = compiler.rules
        driftPlaces = compiler.driftPlaces
        drift = FormatPrograms.memory([Int](repeating: 0, count: 2 * compiler.driftPlaces.count))
        self.compiler = compiler
    }

    deinit {
        variants.deallocate()
        operations.deallocate()
        checks.deallocate()
        texts.deallocate()
        identityParts.deallocate()
        drift.deallocate()
    }

    private static func memory<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = memory.initialize(from: elements)
        return memory
    }
}
