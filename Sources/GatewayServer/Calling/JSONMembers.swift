import Foundation
import NIOCore
import NIOFoundationCompat

/// The members of a JSON object where they lie, so that one can be changed and all others stay byte for byte as the client wrote them.
///
/// A decoder would not say where a value is, and an encoder would change numbers and order.
struct JSONMembers: Sendable {
    private struct Member {
        var name: String
        /// From the name's quotation mark to the value's end.
        var whole: Range<Int>
        var value: Range<Int>
    }

    private let body: ByteBuffer
    private var members: [Member] = []

    /// `nil` where it is no JSON object. https://www.rfc-editor.org/rfc/rfc8259
    init?(_ body: ByteBuffer) {
        self.body = body
        // Well-formed as a whole, by a parser that knows all of it; after that the commas and brackets can be trusted.
        guard (try? JSONSerialization.jsonObject(with: Data(buffer: body, byteTransferStrategy: .noCopy))) is [String: Any] else {
            return nil
        }
        body.withUnsafeReadableBytes { members = JSONMembers.members(in: $0) }
    }

    /// The members of what is an object if it is JSON at all: for answers, which go on as they are. `nil` where it is not.
    init?(wellFormed body: ByteBuffer) {
        self.body = body
        let bytes = body.readableBytesView
        guard bytes.first(where: { !JSONMembers.isSpace($0) }) == UInt8(ascii: "{"),
            bytes.last(where: { !JSONMembers.isSpace($0) }) == UInt8(ascii: "}")
        else { return nil }
        body.withUnsafeReadableBytes { members = JSONMembers.members(in: $0) }
    }

    /// The JSON of a member's value; the last of several with one name, as most parsers take it.
    func value(_ name: String) -> ByteBuffer? {
        members.last { $0.name == name }.flatMap {
            body.getSlice(at: body.readerIndex + $0.value.lowerBound, length: $0.value.count)
        }
    }

    /// A text; `nil` where it is anything else.
    func string(_ name: String) -> String? {
        guard let value = value(name), value.readableBytesView.first == UInt8(ascii: "\"") else { return nil }
        return value.withUnsafeReadableBytes(JSONMembers.text)
    }

    /// A whole number from 0; `nil` where it is anything else.
    func count(_ name: String) -> Int64? {
        guard let value = value(name), value.readableBytes < 20, let number = Int64(String(buffer: value)), number >= 0 else {
            return nil
        }
        return number
    }

    /// `true` or `false`; `nil` where it is anything else.
    func flag(_ name: String) -> Bool? {
        guard let value = value(name) else { return nil }
        return value.readableBytesView.elementsEqual("true".utf8)
            ? true : value.readableBytesView.elementsEqual("false".utf8) ? false : nil
    }

    func decoded<Value: Decodable>(_ name: String) -> Value? {
        // Of another type: as if it were absent.
        value(name).flatMap { try? JSONDecoder().decode(Value.self, from: Data(buffer: $0)) }
    }

    /// The object with some members replaced, added or, with `nil`, left out; as it was where that changes nothing.
    func replacing(_ changes: [(name: String, json: String?)]) -> ByteBuffer {
        guard changes.contains(where: { change in value(change.name).map { String(buffer: $0) } != change.json }) else {
            return body
        }
        var result = ByteBuffer()
        result.reserveCapacity(body.readableBytes + 128)
        var separator = "{"
        for member in members where !changes.contains(where: { $0.name == member.name }) {
            result.writeString(separator)
            if var slice = body.getSlice(at: body.readerIndex + member.whole.lowerBound, length: member.whole.count) {
                result.writeBuffer(&slice)
            }
            separator = ","
        }
        for change in changes {
            guard let json = change.json else { continue }
            result.writeString("\(separator)\"\(change.name)\":\(json)")
            separator = ","
        }
        result.writeString(separator == "{" ? "{}" : "}")
        return result
    }

    /// Walks over well-formed bytes: strings as a whole, brackets by depth.
    private static func members(in bytes: UnsafeRawBufferPointer) -> [Member] {
        var found: [Member] = []
        var index = bytes.firstIndex(of: UInt8(ascii: "{")).map { $0 + 1 } ?? bytes.count
        while index < bytes.count, bytes[index] != UInt8(ascii: "}") {
            guard bytes[index] == UInt8(ascii: "\"") else {
                index += 1
                continue
            }
            let nameEnd = endOfString(index, in: bytes)
            var start = nameEnd
            while start < bytes.count, bytes[start] != UInt8(ascii: ":") { start += 1 }
            start += 1
            while start < bytes.count, isSpace(bytes[start]) { start += 1 }
            let end = endOfValue(start, in: bytes)
            let name = text(UnsafeRawBufferPointer(rebasing: bytes[index..<nameEnd]))
            found.append(Member(name: name, whole: index..<end, value: start..<end))
            index = end
        }
        return found
    }

    /// What a string in its quotation marks says; a decoder is asked only where there are escapes.
    private static func text(_ quoted: UnsafeRawBufferPointer) -> String {
        guard quoted.contains(UInt8(ascii: "\\")) else {
            return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
        }
        return (try? JSONDecoder().decode(String.self, from: Data(quoted))) ?? ""  // it is well-formed
    }

    private static func endOfString(_ start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
        return min(index + 1, bytes.count)
    }

    private static func endOfValue(_ start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var (index, depth) = (start, 0)
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): index = endOfString(index, in: bytes) - 1
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return index }
                depth -= 1
            case UInt8(ascii: ","): if depth == 0 { return index }
            default: break
            }
            index += 1
        }
        return index
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

/// The JSON of a text.
func json(_ text: String) -> String {
    let data = try? JSONEncoder().encode(text)  // a string can always be encoded
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
}
