/// One value of a record's identity. What cannot be read as it should is taken as the text that stands there.
package struct IdentityPart: Sendable {
    /// As what a value is compared: the same moment may be spelt in many ways.
    package enum Reading: Sendable {
        case text
        /// A moment; a text without a zone is UTC.
        case instant
        case integer
        /// A text of which the specification folds the case: hexadecimal digits, a host.
        case caseless
        /// A text that may be percent-encoded or not: Cloud Logging's name of a log.
        case percentEncoded
    }

    package var path: KeyPath
    package var reading: Reading

    package init(_ path: KeyPath, _ reading: Reading) {
        self.path = path
        self.reading = reading
    }
}
