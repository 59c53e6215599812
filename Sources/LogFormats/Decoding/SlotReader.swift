import LogRecords

/// A scanned line as its decoders see it: the bytes, and what was found where.
struct SlotReader {
    let line: UnsafeRawPointer
    let slots: UnsafeMutablePointer<Slot>
    let generation: UInt32
    let checks: UnsafeMutableBufferPointer<ValueCheck>
    let texts: UnsafeMutableBufferPointer<UnsafeRawBufferPointer>
    let unescaping: UnsafeMutablePointer<UnescapedBytes>

    /// The slot's value; `nil` where the line has none, or `null`.
    @inline(__always)
    func present(_ index: Int32) -> Slot? {
        let slot = slots[Int(index)]
        return slot.generation == generation && slot.kind != .null ? slot : nil
    }

    /// The bytes of a flag, a number or a string without escapes.
    @inline(__always)
    func bytes(_ slot: Slot) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: line + Int(slot.start), count: Int(slot.length))
    }

    /// A value that the line does not hold as it is: a string whose escapes are undone, or the one text or number of an
    /// array; any other as it stands. `nil` where the escapes stand for no text.
    ///
    /// The bytes live until the next value is asked for.
    @inline(never)
    func resolved(_ slot: Slot) -> (kind: Slot.Kind, bytes: UnsafeRawBufferPointer)? {
        let single = slot.kind == .array && slot.count == 1 ? onlyElement(slot) : slot
        guard single.kind == .escapedString else { return (single.kind, bytes(single)) }
        return unescaping.pointee.hold(bytes(single), line: generation).map { (.string, $0) }
    }

    /// A number as it is written where words are expected: `200`, however it is spelt. Lives as long as a resolved
    /// value.
    @inline(never)
    func digits(ofNumber bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        plainDigits(ofNumber: bytes).map { unescaping.pointee.hold($0) } ?? bytes
    }

    /// A text's or a number's value, or what stands there where it has none.
    @inline(__always)
    func value(_ slot: Slot) -> UnsafeRawBufferPointer {
        slot.kind.isPlain ? bytes(slot) : resolved(slot)?.bytes ?? bytes(slot)
    }

    @inline(never)
    private func onlyElement(_ array: Slot) -> Slot {
        let bytes = bytes(array)
        var first = 1
        var last = bytes.count - 2
        while first < last, bytes[first] <= 0x20 { first += 1 }
        while last > first, bytes[last] <= 0x20 { last -= 1 }
        guard first <= last else { return array }
        var slot = array
        let isString = bytes[first] == JSONText.quoteByte && last > first
        if isString {
            first += 1
            last -= 1
        } else if bytes[first] &- 48 >= 10, bytes[first] != UInt8(ascii: "-") {
            return array
        }
        slot.start = array.start + UInt32(first)
        slot.length = UInt32(last + 1 - first)
        slot.kind = !isString ? .number : bytes[first..<last + 1].contains(0x5C) ? .escapedString : .string
        return slot
    }

    /// Whether every test of the run holds; `offset` is that of an array's element.
    @inline(__always)
    func hold(_ run: ValueChecks, offset: Int32 = 0) -> Bool {
        for index in 0..<Int(run.count) where !holds(checks[Int(run.start) &+ index], offset) { return false }
        return true
    }

    private func holds(_ check: ValueCheck, _ offset: Int32) -> Bool {
        guard let slot = present(check.isInElement ? check.slot &+ offset : check.slot) else { return check.kind == .isAbsent }
        switch check.kind {
        case .isAbsent: return false
        case .isPresent: return true
        case .isNumber:
            guard let number = DecimalNumber(value(slot), scale: 0) else { return false }
            return number.isExact && check.numbers.contains(number.value)
        case .isOneOf: return matches(check, slot, equalBytes)
        case .isNoneOf: return !matches(check, slot, equalBytes)
        case .hasPrefix:
            return matches(check, slot) {
                $0.count >= $1.count && equalBytes(UnsafeRawBufferPointer(rebasing: $0[..<$1.count]), $1)
            }
        case .hasSuffix:
            return matches(check, slot) {
                $0.count >= $1.count && equalBytes(UnsafeRawBufferPointer(rebasing: $0[($0.count - $1.count)...]), $1)
            }
        }
    }

    @inline(__always)
    private func matches(
        _ check: ValueCheck, _ slot: Slot, _ test: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        let bytes = value(slot)
        for index in 0..<Int(check.textCount) where test(bytes, texts[Int(check.firstText) &+ index]) { return true }
        return false
    }
}
