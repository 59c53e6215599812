import LogRecords

/// Turns tables into an outline of keys and flat lists of operations, and keeps the texts that these point to.
final class FormatCompiler: @unchecked Sendable {  // @unchecked: nothing of it changes once it is made
    /// All formats, compiled once for all decoders: it takes as long as 2,000 lines.
    static let ofAll = FormatCompiler(LogFormat.all)

    private(set) var outline = KeyOutline()
    private(set) var names: [String] = []
    /// In the order of `names`.
    private(set) var places: [HopPlace] = []
    private(set) var variants: [FormatVariant] = []
    /// Of each variant, what kind of lines it is.
    private(set) var lineKinds: [String] = []
    private(set) var operations: [Operation] = []
    private(set) var checks: [ValueCheck] = []
    private(set) var texts: [UnsafeRawBufferPointer] = []
    private(set) var identityParts: [IdentityValue] = []
    private(set) var rules: [PresenceRule] = []
    private(set) var driftPlaces: [(format: String, path: String)] = []
    private var driftIndex: [String: Int32] = [:]
    /// Paths that were taken apart: most stand in several formats, and each bare and in every envelope.
    private var partsOf: [KeyPath: PathParts] = [:]
    private var arena = ByteArena()

    /// Every format bare and then in each of its envelopes.
    init(_ formats: [LogFormat]) {
        let places = formats.flatMap { format in ([nil] + format.envelopes.map(Optional.some)).map { (format, $0) } }
        for (format, envelope) in places { want(format, in: envelope) }
        outline.layOut()
        for (format, envelope) in places { compile(format, in: envelope) }
    }

    // MARK: first the keys

    private func want(_ format: LogFormat, in envelope: Envelope?) {
        let prefix = envelope.map { PathParts($0.prefix) }
        for path in format.requires + format.anyOf { wantRecognition(path, prefix) }
        for path in envelope?.requires ?? [] { wantRecognition(path, nil) }
        want(format.matches, prefix)
        want(envelope?.matches ?? [], nil)
        for part in format.identity { _ = outline.want(parts(part.path, prefix)) }
        want(format.fields, prefix)
        want(envelope?.fields ?? [], nil)
    }

    private func wantRecognition(_ path: KeyPath, _ prefix: PathParts?) {
        let parts = parts(path, prefix)
        _ = outline.want(parts, forRecognition: parts.elementKeys == nil)
    }

    private func want(_ tests: [ValueTest], _ prefix: PathParts?) {
        for test in tests { _ = outline.want(parts(test.path, prefix)) }
    }

    private func want(_ fields: [FieldMapping], _ prefix: PathParts?) {
        for mapping in fields {
            switch mapping.source {
            case .path(let path), .count(let path): _ = outline.want(parts(path, prefix))
            case .constant: break
            }
            want(mapping.conditions, prefix)
        }
    }

    private func parts(_ path: KeyPath, _ prefix: PathParts?) -> PathParts {
        let parts = parts(path)
        return prefix.map(parts.below) ?? parts
    }

    private func parts(_ path: KeyPath) -> PathParts {
        if let known = partsOf[path] { return known }
        let parts = PathParts(path)
        partsOf[path] = parts
        return parts
    }

    /// The slot's number; of a path within an array, in its first element.
    private func slot(_ path: KeyPath, _ prefix: PathParts?) -> Int32 {
        let place = outline.want(parts(path, prefix))
        return Int32(outline.places[place].slot ?? -1)
    }

    // MARK: then the operations

    private func compile(_ format: LogFormat, in envelope: Envelope?) {
        let prefix = envelope.map { PathParts($0.prefix) }
        if !names.contains(format.name) {
            names.append(format.name)
            places.append(format.place)
        }
        var variant = FormatVariant(
            name: Int32(names.firstIndex(of: format.name) ?? 0), nameText: copy(format.name),
            vantage: Int64(format.vantage.rawValue), outcome: format.outcome)
        variant.fields = compile(format, prefix) { Self.isRecord($0) }
        variant.attempt = compile(format, prefix) { !Self.isRecord($0) && elementPath($0) == nil }
        variant.elements = compile(format, prefix) { elementPath($0) != nil }
        if let path = format.fields.lazy.compactMap(elementPath).first { setElements(of: &variant, parts(path, prefix)) }
        if let envelope {
            var outer = format
            outer.fields = envelope.fields
            variant.envelopeFields = compile(outer, nil, intoEmpty: false) { Self.isRecord($0) }
            variant.envelopeAttempt = compile(outer, nil, intoEmpty: false) { !Self.isRecord($0) }
        }
        variant.identityStart = Int32(identityParts.count)
        variant.identityCount = Int32(format.identity.count)
        for part in format.identity {
            identityParts.append(IdentityValue(slot: slot(part.path, prefix), reading: part.reading))
        }
        compileRecognition(format, envelope, prefix, &variant)
        variants.append(variant)
        lineKinds.append(format.lineKind)
    }

    private func compileRecognition(
        _ format: LogFormat, _ envelope: Envelope?, _ prefix: PathParts?, _ variant: inout FormatVariant
    ) {
        var requires: [Int32] = []
        variant.checks.start = Int32(checks.count)
        for (path, prefix) in format.requires.map({ ($0, prefix) }) + (envelope?.requires ?? []).map({ ($0, nil) }) {
            let number = slot(path, prefix)
            if number < Int32(outline.recognitionCount) {
                requires.append(number)
            } else {
                // Within an array; its first element must have it.
                checks.append(ValueCheck(kind: .isPresent, slot: number))
            }
        }
        append(format.matches, prefix)
        append(envelope?.matches ?? [], nil)
        variant.checks.count = Int32(checks.count) - variant.checks.start
        var anyOf: [Int32] = []
        for path in format.anyOf { anyOf.append(slot(path, prefix)) }
        rules.append(PresenceRule(requires: bits(requires), anyOf: anyOf.isEmpty ? [] : bits(anyOf)))
    }

    private func bits(_ slots: [Int32]) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: max(1, (outline.recognitionCount + 63) / 64))
        for slot in slots { words[Int(slot) / 64] |= 1 << UInt64(slot % 64) }
        return words
    }

    private func setElements(of variant: inout FormatVariant, _ parts: PathParts) {
        var array = parts
        array.elementKeys = nil
        let place = outline.places[outline.want(array)]
        variant.attemptsSlot = Int32(place.slot ?? -1)
        variant.elementWidth = Int32(place.elementWidth)
    }

    private static func isRecord(_ mapping: FieldMapping) -> Bool {
        if case .record = mapping.target { true } else { false }
    }

    private func elementPath(_ mapping: FieldMapping) -> KeyPath? {
        guard case .attempt = mapping.target, case .path(let path) = mapping.source, parts(path).elementKeys != nil else {
            return nil
        }
        return path
    }

    private func compile(
        _ format: LogFormat, _ prefix: PathParts?, intoEmpty: Bool = true, where isWanted: (FieldMapping) -> Bool
    ) -> Operations {
        let wanted = format.fields.filter(isWanted)
        var compiled: [Operation] = []
        for mapping in wanted { compiled.append(operation(mapping, prefix, format.name)) }
        compiled += compiled.flatMap { parts(of: $0) }
        // The first mapping of a field finds none there.
        var cells: Set<Int32> = []
        for index in compiled.indices { compiled[index].mayBeThere = !cells.insert(compiled[index].cell).inserted || !intoEmpty }
        let start = operations.count
        operations += compiled
        return Operations(start: Int32(start), count: Int32(compiled.count))
    }

    /// What else a value states; behind all mappings, so that those have precedence.
    private func parts(of operation: Operation) -> [Operation] {
        let parts: [(Operation.Part, AttemptField)] =
            switch operation.reading {
            case .callAddress:
                [
                    (.callProvider, .provider), (.callLocation, .location), (.callGrain, .locationGrain),
                    (.callSource, .locationSource), (.callModel, .model),
                ]
            case .modelIdentifier: [(.modelProvider, .provider)]
            default: []
            }
        return parts.map { part, field in
            var derived = Operation(.slot, attempt: field, operation.reading)
            derived.part = part
            derived.slot = operation.slot
            derived.drift = operation.drift
            derived.conditions = operation.conditions
            return derived
        }
    }

    private func operation(_ mapping: FieldMapping, _ prefix: PathParts?, _ format: String) -> Operation {
        var operation: Operation
        switch mapping.source {
        case .path(let path):
            operation = make(.slot, mapping)
            operation.slot = slot(path, prefix)
            operation.drift = driftCounter(format, path)
        case .count(let path):
            operation = make(.count, mapping)
            operation.slot = slot(path, prefix)
        case .constant(let text):
            if let number = constantNumber(text, kind(mapping)) {
                operation = make(.number, mapping)
                operation.number = number
            } else {
                operation = make(.term, mapping)
                operation.text = copy(text)
            }
        }
        operation.conditions.start = Int32(checks.count)
        append(mapping.conditions, prefix)
        operation.conditions.count = Int32(checks.count) - operation.conditions.start
        return operation
    }

    private func kind(_ mapping: FieldMapping) -> FieldKind {
        switch mapping.target {
        case .record(let field): field.kind
        case .attempt(let field): field.kind
        }
    }

    private func constantNumber(_ text: String, _ kind: FieldKind) -> Int64? {
        switch kind {
        case .term: return nil
        case .flag: return text == "true" || text == "1" ? 1 : 0
        case .integer, .duration, .instant, .id64: return Int64(text) ?? 0
        case .text, .id128: preconditionFailure("a constant is a word, a number or a flag")
        }
    }

    private func make(_ source: Operation.Source, _ mapping: FieldMapping) -> Operation {
        switch mapping.target {
        case .record(let field): Operation(source, field, mapping.reading)
        case .attempt(let field): Operation(source, attempt: field, mapping.reading)
        }
    }

    private func append(_ tests: [ValueTest], _ prefix: PathParts?) {
        for test in tests {
            var check = ValueCheck(kind: .isPresent, slot: slot(test.path, prefix))
            check.isInElement = parts(test.path, prefix).elementKeys != nil
            let words: [String]
            (check.kind, words) = test.test.comparison
            if case .isNumber(let numbers) = test.test { check.numbers = numbers }
            (check.firstText, check.textCount) = (Int32(texts.count), Int32(words.count))
            for word in words { texts.append(copy(word)) }
            checks.append(check)
        }
    }

    private func driftCounter(_ format: String, _ path: KeyPath) -> Int32 {
        let key = format + "\0" + path.text
        if let index = driftIndex[key] { return index }
        let index = Int32(2 * driftPlaces.count)
        driftPlaces.append((format, path.text))
        driftIndex[key] = index
        return index
    }

    private func copy(_ text: String) -> UnsafeRawBufferPointer {
        var text = text
        return text.withUTF8 { arena.copy(UnsafeRawBufferPointer($0)) }
    }
}
