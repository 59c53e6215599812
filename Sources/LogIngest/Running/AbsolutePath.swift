import Foundation

/// The path from the root, without `.`, `..` and a slash at its end; symbolic links stay. What the ledger keeps must not depend on where a
/// program was started.
func absolutePath(_ path: String) -> String {
    let full = URL(fileURLWithPath: path).absoluteURL.standardized.path
    return full.count > 1 && full.hasSuffix("/") ? String(full.dropLast()) : full
}
