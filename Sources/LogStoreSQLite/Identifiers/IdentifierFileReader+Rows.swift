import LogRecords

extension IdentifierFileReader {
    /// The rows that may carry an identifier, ascending; the row itself decides.
    func rows(carrying identifier: CanonicalIdentifier) throws(StoreError) -> [Int] {
        let low = IdentifierHash.word(hash.hash(identifier), row: 0)
        return rows(of: try words(.ids, from: low, to: low | ((1 << IdentifierHash.rowBits) - 1)))
    }

    /// The rows that may be of a customer instance and filed between two seconds of the day, in the order of seconds.
    func rows(ofInstance instance: String, seconds: ClosedRange<UInt64>) throws(StoreError) -> [Int] {
        let hash = instanceHash(instance)
        return rows(
            of: try words(
                .instances, from: IdentifierHash.instanceWord(hash, second: seconds.lowerBound, row: 0),
                to: IdentifierHash.instanceWord(hash, second: seconds.upperBound, row: IdentifierHash.mostRows - 1)))
    }

    /// The monolith's rows that may be of a user and filed between two seconds of the day.
    func rows(ofUser user: String, seconds: ClosedRange<UInt64>) throws(StoreError) -> [Int] {
        try rows(
            ofInstance: user, seconds: IdentifierHash.userSecond(seconds.lowerBound)...IdentifierHash.userSecond(seconds.upperBound)
        )
    }

    /// The rows that may be of a session and filed between two seconds of the day.
    func rows(ofSession session: String, seconds: ClosedRange<UInt64>) throws(StoreError) -> [Int] {
        try rows(
            ofInstance: session,
            seconds: IdentifierHash.sessionSecond(seconds.lowerBound)...IdentifierHash.sessionSecond(seconds.upperBound))
    }

    /// Whether a row is entered under an identifier. One word is looked for, however many rows carry the same one.
    func has(_ row: Int, carrying identifier: CanonicalIdentifier) throws(StoreError) -> Bool {
        let word = IdentifierHash.word(hash.hash(identifier), row: row)
        return try !words(.ids, from: word, to: word).isEmpty
    }

    /// Whether a row is entered under a customer instance and a second of the day, or with `userSecond` under a user.
    func has(_ row: Int, ofInstance instance: String, second: UInt64) throws(StoreError) -> Bool {
        let word = IdentifierHash.instanceWord(instanceHash(instance), second: second, row: row)
        return try !words(.instances, from: word, to: word).isEmpty
    }

    /// The part of an instance's hash that the file holds, in its place.
    func instanceHash(_ instance: String) -> UInt64 {
        var instance = instance
        return IdentifierHash.instanceWord(instance.withUTF8 { hash.hash(UnsafeRawBufferPointer($0)) }, second: 0, row: 0)
    }

    private func rows(of words: Slice<UnsafeBufferPointer<UInt64>>) -> [Int] {
        words.lazy.map(IdentifierHash.row).filter { $0 < self.rows }
    }
}
