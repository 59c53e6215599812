import LogRecords

/// Runs a variant's operations over one line's slots.
///
/// Plain pointers and numbers only; a term costs some 8 ns, an instant of the usual shape some 10.
struct FieldDecoder {
    let reader: SlotReader
    let operations: UnsafeMutableBufferPointer<Operation>
    let drift: UnsafeMutableBufferPointer<Int>
    let dates: UnsafeMutablePointer<TimeReading.DateMemory>
    let batch: RecordBatch
    let terms: Terms

    /// Fills the cells of one row; `offset` is that of an array's element.
    @inline(__always)
    func run(_ run: Operations, _ cells: UnsafeMutablePointer<Int64>, offset: Int32 = 0) {
        for index in 0..<Int(run.count) {
            let operation = operations.baseAddress.unsafelyUnwrapped + (Int(run.start) &+ index)
            if operation.pointee.mayBeThere, cells[Int(operation.pointee.presenceCell)] & operation.pointee.bit != 0 { continue }
            self.run(operation, cells, offset)
        }
    }

    @inline(__always)
    private func run(_ operation: UnsafeMutablePointer<Operation>, _ cells: UnsafeMutablePointer<Int64>, _ offset: Int32) {
        let source = operation.pointee.source
        var slot = Slot.empty
        if source == .slot || source == .count {
            guard let found = reader.present(operation.pointee.slot &+ offset) else { return }
            slot = found
        }
        if operation.pointee.conditions.count > 0 {
            guard reader.hold(operation.pointee.conditions, offset: offset) else { return }
        }
        switch source {
        case .slot: read(operation, slot, cells)
        case .count: if slot.kind == .array { set(operation, cells, Int64(slot.count)) }
        case .number: set(operation, cells, operation.pointee.number)
        case .term:
            let number = terms.number(
                of: operation.pointee.text, salt: 0, last: &operation.pointee.lastTerm, make: TermReading.plain)
            if let number { set(operation, cells, Int64(number)) }
        }
    }

    @inline(__always)
    private func set(_ operation: UnsafeMutablePointer<Operation>, _ cells: UnsafeMutablePointer<Int64>, _ cell: Int64) {
        cells[Int(operation.pointee.cell)] = cell
        cells[Int(operation.pointee.presenceCell)] |= operation.pointee.bit
    }

    @inline(__always)
    private func read(_ operation: UnsafeMutablePointer<Operation>, _ slot: Slot, _ cells: UnsafeMutablePointer<Int64>) {
        let reading = value(operation, slot)
        switch reading.outcome {
        case .value:
            set(operation, cells, reading.cell)
            if operation.pointee.isWide { cells[Int(operation.pointee.lowCell)] = reading.low }
        case .absent: break
        case .wrongType: drift[Int(operation.pointee.drift)] &+= 1
        case .unreadable: drift[Int(operation.pointee.drift) &+ 1] &+= 1
        }
    }

    @inline(__always)
    private func value(_ operation: UnsafeMutablePointer<Operation>, _ slot: Slot) -> Reading {
        let reading = operation.pointee.reading
        var (kind, bytes) = (slot.kind, reader.bytes(slot))
        if !kind.isPlain {
            guard let resolved = reader.resolved(slot) else { return .unreadable }
            (kind, bytes) = resolved
        }
        if kind != .string {
            if kind == .flag { return flag(reading, bytes) }
            if kind == .array, reading == .listTerm {
                return slot.count == 0 ? .absent : term(operation, bytes, 20, TermReading.list)
            }
            guard kind == .number else { return kind == .object ? TimeReading.parts(bytes, reading) : .wrongType }
            if operation.pointee.isOfWords { bytes = reader.digits(ofNumber: bytes) }
        }
        guard !bytes.isEmpty else { return .absent }
        switch reading {
        case .instant, .utcInstant: return TimeReading.instant(bytes, &dates.pointee, reading)
        case .seconds: return TimeReading.duration(withoutUnit(bytes), scale: 9)
        case .milliseconds: return TimeReading.duration(bytes, scale: 6)
        case .nanoseconds, .integer: return whole(bytes)
        case .flag, .flagOfNo, .flagOfFalse: return kind == .number ? .wrongType : flag(reading, bytes)
        case .term: return term(operation, bytes, 0, TermReading.plain)
        case .text: return text(bytes)
        case .ray: return IdentifierReading.ray(bytes)
        case .span: return IdentifierReading.span(bytes, isNumber: kind == .number)
        case .trace: return IdentifierReading.trace(bytes)
        default: return unusual(operation, bytes)
        }
    }

    /// The readings that a line has once or twice.
    @inline(never)
    private func unusual(_ operation: UnsafeMutablePointer<Operation>, _ bytes: UnsafeRawBufferPointer) -> Reading {
        guard operation.pointee.part == .whole else { return part(operation, bytes) }
        switch operation.pointee.reading {
        case .upperTerm: return term(operation, bytes, 1, TermReading.upper)
        case .lowerTerm: return term(operation, bytes, 2, TermReading.lower)
        case .uuidTerm: return term(operation, bytes, 3, TermReading.uuid)
        case .addressTerm:
            return equalBytes(bytes, "unknown") ? .absent : term(operation, TermKey.address(bytes), 4, TermReading.address)
        case .pathTerm: return term(operation, TermKey.withoutQuery(bytes), 5, TermReading.path)
        case .hostTerm: return term(operation, TermKey.host(bytes), 6, TermReading.host)
        case .providerTerm: return statedTerm(operation, bytes, 7, TermReading.provider)
        case .colo: return TermKey.colo(bytes).map { statedTerm(operation, $0, 8, TermReading.colo) } ?? .absent
        case .regionTerm: return statedTerm(operation, bytes, 9, TermReading.region)
        case .zoneTerm: return statedTerm(operation, bytes, 10, TermReading.zone)
        case .listTerm: return term(operation, bytes, 0, TermReading.plain)
        case .grainTerm: return term(operation, bytes, 19, TermReading.grain)
        case .googleTrace: return IdentifierReading.googleTrace(bytes)
        case .traceparent:
            return IdentifierReading.traceparent(bytes, span: !operation.pointee.isWide)
        case .modelIdentifier: return term(operation, bytes, 11, TermReading.model)
        case .callAddress: return term(operation, TermKey.withoutQuery(bytes), 12, TermReading.callHost)
        case .instant, .utcInstant, .seconds, .milliseconds, .nanoseconds, .integer, .flag, .flagOfNo, .flagOfFalse, .term, .text,
            .ray, .span,
            .trace:
            return .wrongType
        }
    }

    @inline(__always)
    private func term(
        _ operation: UnsafeMutablePointer<Operation>, _ bytes: UnsafeRawBufferPointer, _ salt: UInt8,
        _ make: (UnsafeRawBufferPointer) -> [UInt8]?
    ) -> Reading {
        guard bytes.count <= TermReading.longest else { return .unreadable }
        let number = terms.number(of: bytes, salt: salt, last: &operation.pointee.lastTerm, make: make)
        return number.map { .value(Int64($0)) } ?? .unreadable
    }

    /// A term that a well-formed text may decline to state (`global` is no region). That is remembered too, as an empty
    /// term.
    private func statedTerm(
        _ operation: UnsafeMutablePointer<Operation>, _ bytes: UnsafeRawBufferPointer, _ salt: UInt8,
        _ make: (UnsafeRawBufferPointer) -> [UInt8]?
    ) -> Reading {
        let reading = term(operation, bytes, salt) { make($0) ?? (TermReading.plain($0) == nil ? nil : []) }
        guard reading.outcome == .value, terms.bytes(of: UInt32(truncatingIfNeeded: reading.cell)).isEmpty else { return reading }
        return .absent
    }

    private func part(_ operation: UnsafeMutablePointer<Operation>, _ bytes: UnsafeRawBufferPointer) -> Reading {
        switch operation.pointee.part {
        case .whole: .absent
        case .callProvider: statedTerm(operation, TermKey.withoutQuery(bytes), 13, TermReading.callProvider)
        case .callLocation: statedTerm(operation, TermKey.withoutQuery(bytes), 14, TermReading.callLocation)
        case .callModel: statedTerm(operation, TermKey.withoutQuery(bytes), 15, TermReading.callModel)
        case .callGrain: statedTerm(operation, TermKey.withoutQuery(bytes), 17, TermReading.callGrain)
        case .callSource: statedTerm(operation, TermKey.withoutQuery(bytes), 18, TermReading.callSource)
        case .modelProvider: statedTerm(operation, bytes, 16, TermReading.modelProvider)
        }
    }

    @inline(__always)
    private func text(_ bytes: UnsafeRawBufferPointer) -> Reading {
        isUTF8(bytes) ? .optional(batch.keep(bytes)) : .unreadable
    }

    @inline(__always)
    private func whole(_ bytes: UnsafeRawBufferPointer) -> Reading {
        guard let number = DecimalNumber(bytes, scale: 0), number.isExact else { return .unreadable }
        return .value(number.value)
    }

    @inline(__always)
    private func withoutUnit(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        bytes[bytes.count &- 1] == UInt8(ascii: "s") ? UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count &- 1)]) : bytes
    }

    private func flag(_ reading: FieldReading, _ bytes: UnsafeRawBufferPointer) -> Reading {
        let isTrue = equalBytes(bytes, "true")
        let isFalse = equalBytes(bytes, "false")
        switch reading {
        case .flag: return isTrue ? .value(1 as Int64) : isFalse ? .value(0 as Int64) : .unreadable
        case .flagOfFalse: return isFalse ? .value(1 as Int64) : isTrue ? .absent : .unreadable
        case .flagOfNo:
            return equalBytes(bytes, "no") ? .value(1 as Int64) : equalBytes(bytes, "yes") ? .value(0 as Int64) : .unreadable
        default: return .wrongType
        }
    }
}
