/// How much is shown at most of a foreign text that is never cut to fit, in characters; what is longer ends in `...`,
/// and the JSON has it.
enum Longest {
    /// Ids and paths: as long as a file system allows.
    static let path = 4096
}
