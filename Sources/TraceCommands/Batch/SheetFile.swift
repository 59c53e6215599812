import Foundation
import LogRecords
import TraceRoutes

/// A sheet that cannot be opened or read.
struct SheetFileError: Explained {
    let path: String
    let reason: String
    var hint: String?

    var explanation: Explanation { Explanation("cannot read: \(reason)", at: path, hint: hint) }
}

/// The bytes of a sheet: of a file, or for `-` of standard input.
enum SheetFile {
    static func bytes(of path: String) throws -> [UInt8] {
        if path == "-" { return try bytes(from: STDIN_FILENO, named: "standard input") }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let hint =
                errno == ENOENT && path.contains(where: \.isNumber) && !path.contains("/") ? "an id: trace route \(path)" : nil
            throw SheetFileError(path: path, reason: String(cString: strerror(errno)), hint: hint)
        }
        defer { close(descriptor) }
        return try bytes(from: descriptor, named: path)
    }

    /// No more than is allowed and a little, so that what is too large is refused and not held.
    private static func bytes(from descriptor: Int32, named path: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while bytes.count <= SheetText.mostBytes {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SheetFileError(path: path, reason: String(cString: strerror(errno))) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return bytes
    }
}
