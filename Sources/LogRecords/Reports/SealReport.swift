/// What became of the segments that had no seals.
package struct SealReport: Sendable, Equatable {
    package var sealed: [String] = []
    /// By name, and why not.
    package var left: [StoreFinding] = []

    package init(sealed: [String] = [], left: [StoreFinding] = []) {
        self.sealed = sealed
        self.left = left
    }
}
