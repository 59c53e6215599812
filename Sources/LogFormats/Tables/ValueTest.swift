/// A test of a value: of the text that a string spells, of an array of one text that text, of a number.
package struct ValueTest: Sendable {
    /// What must hold of a value.
    package enum Test: Sendable {
        case equals(String)
        case isOneOf([String])
        /// Holds for a value that is there and none of these.
        case isNoneOf([String])
        case hasPrefix(String)
        case hasSuffix(String)
        /// Holds for Cloud Logging's name of this log, with its slashes percent-encoded, as Google writes them, or not.
        case isLog(String)
        /// Holds for a whole number of the range, however it is spelt, quoted or not.
        case isNumber(ClosedRange<Int64>)
        /// Missing or `null`.
        case isAbsent
        /// Neither missing nor `null`.
        case isPresent
    }

    package var path: KeyPath
    package var test: Test

    package init(_ path: KeyPath, _ test: Test) {
        self.path = path
        self.test = test
    }
}
