import LogRecords

/// Every ray that one slip of a finger makes of these digits, with what the slip was.
///
/// Some 270 keys: for 16 digits one replaced or two neighbours swapped, for 15 one missing, for 17 one too many. Fewer or more digits
/// have no ray that near.
func raysNear(_ digits: String) -> [(ray: UInt64, slip: String)] {
    let typed = Array(digits.lowercased().utf8)
    var seen: Set<UInt64> = []
    var found: [(ray: UInt64, slip: String)] = []
    func add(_ bytes: [UInt8], _ slip: String) {
        guard bytes.count == 16, bytes != typed, let ray = UInt64(String(decoding: bytes, as: UTF8.self), radix: 16),
            seen.insert(ray).inserted
        else { return }
        found.append((ray, slip))
    }
    let alphabet = Array("0123456789abcdef".utf8)
    for index in typed.indices {
        var swapped = typed
        if index + 1 < typed.count {
            swapped.swapAt(index, index + 1)
            add(swapped, "two digits are swapped")
        }
        var shorter = typed
        shorter.remove(at: index)
        add(shorter, "one digit is too many")
        for digit in alphabet {
            var replaced = typed
            replaced[index] = digit
            add(replaced, "one digit differs")
        }
    }
    for index in 0...typed.count {
        for digit in alphabet {
            var longer = typed
            longer.insert(digit, at: index)
            add(longer, "one digit is missing")
        }
    }
    return found
}
