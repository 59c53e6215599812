import Foundation
import Testing

/// Compares text with a golden file; `WAYBILL_GOLDEN=write` rewrites the file, and the difference is then read by a person.
enum Golden {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures")

    static func expect(
        _ text: String, in name: String, of kind: String = "answers", sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = folder.appendingPathComponent(kind).appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["WAYBILL_GOLDEN"] == "write" {
            try Data(text.utf8).write(to: file)
            return
        }
        let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(text == golden, "differs from Fixtures/\(kind)/\(name)", sourceLocation: sourceLocation)
    }
}
