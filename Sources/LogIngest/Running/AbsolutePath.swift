import Foundation

/// The path from the root, without `.`, `..` and a slash at its end; symbolic links stay. What the ledger keeps must
/// not depend on where a program was started.
func absolutePath(_ path: String) -> String {
    let joined = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    if isPlain(joined) { return joined }
    let full = URL(fileURLWithPath: path).absoluteURL.standardized.path
    return full.count > 1 && full.hasSuffix("/") ? String(full.dropLast()) : full
}

/// Whether nothing is to be done: `URL` needs microseconds, and a night may have ten thousand files.
private func isPlain(_ path: String) -> Bool {
    let bytes = path.utf8
    guard bytes.first == UInt8(ascii: "/"), bytes.count > 1 else { return false }
    return !bytes.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).contains { part in
        part.isEmpty || part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8)
    }
}
