import Foundation

/// Files that say what comes out: `WAYBILL_GOLDEN=write` writes them anew, and the difference is then read by a person.
package enum Golden {
    private static let areWritten = ProcessInfo.processInfo.environment["WAYBILL_GOLDEN"] == "write"

    /// Writes the file where that is wanted; `false`: it is to be compared.
    package static func isWritten(_ text: String, to path: String) throws -> Bool {
        guard areWritten else { return false }
        try Data(text.utf8).write(to: Repository.url(path))
        return true
    }
}
