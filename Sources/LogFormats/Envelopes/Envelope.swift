/// Something around an application's line that says more about it: a prefix of key paths, and what the envelope adds.
///
/// Any application's line may lie in one, ours too; so an envelope is not a format.
package struct Envelope: Sendable {
    /// Where the application's line is: `jsonPayload`.
    package var prefix: KeyPath
    package var requires: [KeyPath]
    package var matches: [ValueTest]
    /// What it adds; paths are from the root. A field that the line itself has stays, but for `.envelopeRegion`, which
    /// is the envelope's own.
    package var fields: [FieldMapping]

    package init(prefix: KeyPath, requires: [KeyPath] = [], matches: [ValueTest] = [], fields: [FieldMapping]) {
        self.prefix = prefix
        self.requires = requires
        self.matches = matches
        self.fields = fields
    }
}
