import LogRecords

/// One format, bare or within one envelope, compiled.
struct FormatVariant {
    /// The index of the format's name in `LineDecoder.formatNames`.
    var name: Int32
    var nameText: UnsafeRawBufferPointer
    /// The term that stood for it last.
    var lastName: UInt32 = 0
    var vantage: Int64
    var outcome: LogFormat.Outcome
    /// Conditions that presence alone does not decide.
    var checks = ValueChecks()
    var fields = Operations()
    /// Fields of the record's only attempt.
    var attempt = Operations()
    /// Fields of each element of `attemptsSlot`, whose slots are `elementWidth` apart.
    var elements = Operations()
    var attemptsSlot: Int32 = -1
    var elementWidth: Int32 = 0
    /// What the envelope adds.
    var envelopeFields = Operations()
    var envelopeAttempt = Operations()
    /// Where the identity's values begin in the list of them, and how many there are.
    var identityStart: Int32 = 0
    var identityCount: Int32 = 0
}

/// The slots whose presence decides whether a variant comes into question.
struct PresenceRule {
    var requires: [UInt64]
    /// Empty: nothing is asked.
    var anyOf: [UInt64]

    func holds(_ presence: UnsafeMutablePointer<UInt64>) -> Bool {
        for (index, word) in requires.enumerated() where presence[index] & word != word { return false }
        return anyOf.isEmpty || anyOf.indices.contains { presence[$0] & anyOf[$0] != 0 }
    }
}
