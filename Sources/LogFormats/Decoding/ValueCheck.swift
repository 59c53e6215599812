/// A run of compiled value tests.
struct ValueChecks {
    var start: Int32 = 0
    var count: Int32 = 0
}

/// One value test, compiled.
struct ValueCheck {
    /// What a slot is tested for.
    enum Kind: UInt8 {
        case isOneOf, isNoneOf, hasPrefix, hasSuffix, isNumber, isAbsent, isPresent
    }

    var kind: Kind
    /// Within an array: in its first element.
    var slot: Int32
    var isInElement = false
    /// Where its texts begin, and how many there are.
    var firstText: Int32 = 0
    var textCount: Int32 = 0
    /// What `isNumber` asks for.
    var numbers: ClosedRange<Int64> = 0...0
}

extension ValueTest.Test {
    /// How a value is compared, and with which words.
    var comparison: (kind: ValueCheck.Kind, words: [String]) {
        switch self {
        case .equals(let text): (.isOneOf, [text])
        case .isOneOf(let texts): (.isOneOf, texts)
        case .isNoneOf(let texts): (.isNoneOf, texts)
        case .hasPrefix(let text): (.hasPrefix, [text])
        case .hasSuffix(let text): (.hasSuffix, [text])
        case .isLog(let id): (.hasSuffix, Self.endings(ofLog: id))
        case .isNumber: (.isNumber, [])
        case .isAbsent: (.isAbsent, [])
        case .isPresent: (.isPresent, [])
        }
    }

    /// https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
    private static func endings(ofLog id: String) -> [String] {
        ["%2F", "%2f", "/"].map { "/logs/" + id.split(separator: "/").joined(separator: $0) }
    }
}
