import Foundation

@testable import LogStoreSQLite

/// Segments that tests made, left for another SQLite to read where `WAYBILL_KEEP_SEGMENTS` names a folder: `make test`
/// has `Tools/read-segments.py` read them all.
enum KeptSegments {
    private static let folder = ProcessInfo.processInfo.environment["WAYBILL_KEEP_SEGMENTS"]

    /// Those of a store that are as they were written; others a test has damaged.
    static func keep(ofStore path: String) {
        guard folder != nil, let days = FileManager.default.enumerator(atPath: path) else { return }
        for case let name as String in days where name.hasSuffix(".sqlite") && name.contains("/") && !name.contains("/.") {
            guard isPlainFile(path + "/" + name) else { continue }
            let stem = path + "/" + name.dropLast(".sqlite".count)
            guard let seals = (try? IdentifierFileReader(stem + ".ids")).flatMap(PageSeals.init) else { continue }  // damaged
            if case .some(.none) = try? seals.damage(ofFile: stem + ".sqlite") { keep(stem + ".sqlite") }  // damaged
        }
    }

    private static func isPlainFile(_ path: String) -> Bool {
        // What is not there is none.
        (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType == .typeRegular
    }

    /// One that its test knows to be whole.
    static func keep(_ file: String) {
        guard let folder else { return }
        // A copy, since the folder may be on another file system. Where none can be kept, the reader says that it has none.
        try? FileManager.default.copyItem(atPath: file, toPath: folder + "/" + UUID().uuidString + ".sqlite")
    }
}
