import LogRecords

/// A scanned line as its decoders see it: the bytes, and what was found where.
struct SlotReader {
    let line: UnsafeRawPointer
    let slots: UnsafeMutablePointer<Slot>
    let generation: UInt32
    let checks: UnsafeMutableBufferPointer<ValueCheck>
    let texts: UnsafeMutableBufferPointer<UnsafeRawBufferPointer>

    /// The slot's value; `nil` where the line has none, or `null`.
    @inline(__always)
    func present(_ index: Int32) -> Slot? {
        let slot = slots[Int(index)]
        return slot.generation == generation && slot.kind != .null ? slot : nil
    }

    @inline(__always)
    func bytes(_ slot: Slot) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: line + Int(slot.start), count: Int(slot.length))
    }

    /// The one text or number that an array holds, as if it stood by itself; any other value as it is.
    @inline(__always)
    func single(_ slot: Slot) -> Slot {
        slot.kind == .array && slot.count == 1 ? onlyElement(slot) : slot
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
        let bytes = bytes(single(slot))
        for index in 0..<Int(check.textCount) where test(bytes, texts[Int(check.firstText) &+ index]) { return true }
        return false
    }
}
