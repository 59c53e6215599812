import Foundation

/// A change of a file as `faultshim.c` wrote it down.
struct FileOperation {
    enum Kind: Character {
        case create = "c"
        case write = "w"
        case truncate = "t"
        case sync = "s"
        case rename = "r"
        case unlink = "u"
        case makeFolder = "m"
        case lock = "l"
    }

    struct UnknownKind: Error { var byte: UInt8 }

    var kind: Kind
    var path: String
    /// Where a rename goes.
    var target: String
    /// Where a write begins; the size that a file is cut to.
    var offset: Int
    var data: Data

    /// The operations of a log in the order in which they were done.
    static func read(_ log: URL) throws -> [FileOperation] {
        let bytes = [UInt8](try Data(contentsOf: log))
        var place = 0
        func number(_ size: Int) -> Int {
            defer { place += size }
            return bytes[place..<place + size].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        func text(_ size: Int) -> ArraySlice<UInt8> {
            defer { place += size }
            return bytes[place..<place + size]
        }
        var operations: [FileOperation] = []
        while place < bytes.count {
            let byte = bytes[place]
            guard let kind = Kind(rawValue: Character(Unicode.Scalar(byte))) else { throw UnknownKind(byte: byte) }
            place += 1
            let lengths = (number(4), number(4), number(4))
            let offset = number(8)
            operations.append(
                FileOperation(
                    kind: kind, path: String(decoding: text(lengths.0), as: UTF8.self),
                    target: String(decoding: text(lengths.1), as: UTF8.self), offset: offset, data: Data(text(lengths.2))))
        }
        return operations
    }
}
