/// What content with NULs is, where it is no text that has NULs beside it.
///
/// copytruncate leaves NULs at a log's head, a power cut at its tail or between its lines, and whoever makes room for a
/// log in advance behind it. Only they are no reason to refuse it.
enum BinaryContent: Equatable {
    /// UTF-16 without its mark.
    case utf16
    case other

    /// One control character among so many bytes is none of a text's.
    private static let rareness = 100

    /// By the content's first block; `nil`: a text.
    init?(_ start: UnsafeRawBufferPointer) {
        let others = start.lazy.filter { $0 != 0 }
        let (count, controls) = others.reduce(into: (0, 0)) { sum, byte in
            sum.0 += 1
            if isControl(byte) { sum.1 += 1 }
        }
        if BinaryContent.isUTF16(start) {
            self = .utf16
        } else if controls * BinaryContent.rareness > count {
            self = .other
        } else {
            return nil
        }
    }

    /// Two bytes a character, of which one is 0: of a text in JSON nearly all.
    private static func isUTF16(_ start: UnsafeRawBufferPointer) -> Bool {
        let characters = start.prefix(256)
        guard characters.count >= 8 else { return false }
        let zeros = [0, 1].map { parity in characters.indices.count { $0 % 2 == parity && characters[$0] == 0 } }
        let most = characters.count / 2
        return zeros.contains { $0 > most * 3 / 4 } && zeros.contains { $0 < most / 4 }
    }

    /// In words for the hint, where there are some.
    var name: String? {
        switch self {
        case .utf16: ShardMagic.utf16
        case .other: nil
        }
    }
}
