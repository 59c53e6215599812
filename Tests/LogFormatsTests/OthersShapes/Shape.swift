import LogFormats
import Testing

/// A way in which some program, met in trouble reports, writes what a vendor wrote.
struct Shape: CustomTestStringConvertible, Sendable {
    let name: String
    let changes: [(part: String, other: String)]

    init(_ name: String, _ changes: [(String, String)]) {
        self.name = name
        self.changes = changes.map { (part: $0.0, other: $0.1) }
    }

    var testDescription: String { name }

    func line(_ usual: String) -> String {
        changes.reduce(usual) { line, change in
            #expect(line.contains(change.part), "\(name): \(change.part)")
            return line.replacing(change.part, with: change.other)
        }
    }

    /// Expects that the line says what the usual one says, its identity too.
    func holds(_ usual: String) {
        let (one, other) = (DecodedLine(line(usual)), DecodedLine(usual))
        #expect(one.block == other.block)
        #expect(one["recordID"] == other["recordID"])
    }
}
