import Foundation

/// The path from the root, without `.` and `..`; symbolic links stay. What the ledger keeps must not depend on where a program was started.
func absolutePath(_ path: String) -> String {
    URL(fileURLWithPath: path).standardized.path
}
