extension Unicode.Scalar {
    /// 0 to 9 as ASCII has them; a `Spelling` has no others.
    var isPlainDigit: Bool { value &- 48 < 10 }

    /// A digit or a to f: a `Spelling` is in lower case.
    var isHexadecimal: Bool { isPlainDigit || value &- 97 < 6 }

    /// a to z, or any letter beyond ASCII: a `Spelling` has nothing else there.
    var isWordLetter: Bool { value &- 97 < 26 || value >= 0x80 }

    /// Whether words go on through it.
    var isWord: Bool { isWordLetter || isPlainDigit }

    /// In lower case, where it is a letter of ASCII.
    var lowered: Unicode.Scalar { value &- 65 < 26 ? Unicode.Scalar(UInt8(truncatingIfNeeded: value) + 32) : self }

    /// What it counts as a hexadecimal digit.
    var hexadecimalValue: UInt32? {
        let lower = lowered.value
        return lower &- 48 < 10 ? lower - 48 : lower &- 97 < 6 ? lower - 87 : nil
    }
}
