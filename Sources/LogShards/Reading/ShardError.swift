import Glibc
package import LogRecords

/// Why a shard gives no lines. Whatever was read of it before does not count.
package enum ShardError: Explained, Equatable {
    case cannotOpen(path: String, code: Int32)
    /// A pipe, a device or a folder.
    case notAFile(path: String)
    case cannotRead(path: String, position: Int64, code: Int32)
    case cannotWrite(path: String, code: Int32)
    /// Neither text, gzip nor zstd; `kind` names the format where its first bytes tell.
    case notText(path: String, kind: String?)
    /// A code, checksum or length in the compressed stream is wrong.
    case damaged(path: String, coding: ShardEntry.Coding, position: Int64, detail: String)
    /// A zstd frame was made with a dictionary; `number` is what the frame calls it.
    case needsDictionary(path: String, number: UInt32?)
    case windowTooLarge(path: String, windowBytes: UInt64, largestBytes: UInt64)
    /// More than so many lines that are blank or nearly so.
    case shortLines(path: String, most: Int)
    /// Other shards have all the memory that there is for large windows; later there will be some.
    case windowsBusy(path: String)

    package var explanation: Explanation {
        switch self {
        case .cannotOpen(let path, let code):
            Explanation("cannot open: \(systemMessage(code))", at: path, hint: openHint(code))
        case .notAFile(let path):
            Explanation("is no plain file", at: path, hint: "to load what a program writes, name - and give it to standard input")
        case .cannotRead(let path, let position, let code):
            Explanation(
                "cannot read: \(systemMessage(code))", at: "\(path): byte \(position)",
                hint: "nothing of this shard was loaded; check the disk, or copy the shard again")
        case .cannotWrite(let path, let code):
            Explanation("cannot write: \(systemMessage(code))", at: path)
        case .notText(let path, let kind):
            Explanation(
                "is neither text, gzip nor zstd", at: path,
                hint: kind.map { "it looks like \($0)" } ?? "give logs as JSON, a line each; only gzip and zstd are unpacked")
        case .damaged(let path, let coding, let position, let detail):
            Explanation(
                "damaged \(coding.rawValue): \(detail)", at: "\(path): near byte \(position)",
                hint: "nothing of this shard was loaded; copy it again and compare its size and checksum with the original's"
                    + (coding == .zstd
                        ? "; one that was made with a dictionary is unpacked with it: zstd -d -D DICTIONARY FILE" : ""))
        case .needsDictionary(let path, let number):
            Explanation(
                "was compressed with a zstd dictionary\(number.map { " (number \($0))" } ?? ""), which is not at hand", at: path,
                hint: "unpack it with that dictionary: zstd -d -D DICTIONARY FILE")
        case .windowTooLarge(let path, let windowBytes, let largestBytes):
            Explanation(
                "a zstd frame needs a window of \(windowBytes) bytes, and \(largestBytes) is the most allowed", at: path,
                hint: "compress it again without --long: zstd -d --long=31 FILE, then zstd")
        case .shortLines(let path, let most):
            Explanation(
                "has more than \(most) lines of less than 16 bytes", at: path,
                hint: "nothing of this shard was loaded; a log has longer lines")
        case .windowsBusy(let path):
            Explanation(
                "other shards with large zstd windows are being read, and there is no memory left for this one's", at: path,
                hint: "load it again when they are done")
        }
    }
}

private func openHint(_ code: Int32) -> String? {
    code == ENOENT ? "check the path" : code == EACCES ? "ask for the right to read it" : nil
}

/// What the system calls an error number.
func systemMessage(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
