import NIOCore

/// The members of a JSON object where they lie, so that one can be read or changed and all others stay byte for byte as
/// the client wrote them.
///
/// A decoder would build all of it and not say where a value is, and an encoder would change numbers and order.
struct JSONMembers: Sendable {
    private struct Member {
        var name: String
        var whole: Range<Int>
        var value: Range<Int>
    }

    private let body: ByteBuffer
    private var members: [Member] = []

    /// So many bytes are looked at before others have their turn.
    static let slice = 256 << 10
    /// Longer names are nobody's.
    private static let longestName = 256

    /// `nil` where it is no JSON object, or goes beyond a limit of `JSONWalk`.
    static func read(_ body: ByteBuffer) async -> JSONMembers? {
        var walk = JSONWalk()
        var limit = slice
        do {
            while try body.withUnsafeReadableBytes({ bytes throws(JSONWalk.Refused) in try walk.advance(bytes, upTo: limit) })
                == false
            {
                limit += slice
                await Task.yield()
            }
        } catch {
            return nil
        }
        return JSONMembers(body, walk)
    }

    private init(_ body: ByteBuffer, _ walk: JSONWalk) {
        self.body = body
        members = walk.members.map { member in
            let whole = member.name.lowerBound..<member.value.upperBound
            let isName = member.name.count <= JSONMembers.longestName
            let name = isName ? JSONMembers.slice(of: body, member.name).flatMap(JSONString.init(quoted:))?.text : nil
            return Member(name: name ?? "", whole: whole, value: member.value)
        }
    }

    private static func slice(of body: ByteBuffer, _ range: Range<Int>) -> ByteBuffer? {
        body.getSlice(at: body.readerIndex + range.lowerBound, length: range.count)
    }

    /// How long the whole object is.
    var byteCount: Int { body.readableBytes }

    /// The JSON of a member's value; the last of several with one name, as most parsers take it.
    func value(_ name: String) -> ByteBuffer? {
        members.last { $0.name == name }.flatMap { JSONMembers.slice(of: body, $0.value) }
    }

    /// A text as it stands in the body; `nil` where it is anything else.
    func text(_ name: String) -> JSONString? { value(name).flatMap(JSONString.init(quoted:)) }

    /// A short text; `nil` where it is anything else, or longer.
    func string(_ name: String, mostBytes: Int = 4096) -> String? {
        guard let text = text(name), text.byteCount <= mostBytes else { return nil }
        return text.text
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

    /// An object; `nil` where it is anything else.
    func object(_ name: String) async -> JSONMembers? {
        guard let value = value(name) else { return nil }
        return await JSONMembers.read(value)
    }

    /// The elements of an array, one after the other; `nil` where it is anything else.
    func elements(_ name: String) -> JSONElements? { value(name).flatMap { JSONElements($0) } }

    /// All names, in their order.
    var names: [String] { members.map(\.name) }

    /// The object with some members replaced, added or, with `nil`, left out; as it was where that changes nothing.
    ///
    /// Of several members with such a name none stays, nor one that differs from it in capitals alone: the provider
    /// must not read another one than this gateway did.
    func replacing(_ changes: [(name: String, json: String?)]) -> ByteBuffer {
        let isSame = changes.allSatisfy { change in
            let alike = members.filter { JSONMembers.areAlike($0.name, change.name) }
            guard alike.count <= 1 else { return false }
            return alike.first.map { $0.name == change.name } ?? true
                && value(change.name).map { String(buffer: $0) } == change.json
        }
        guard !isSame else { return body }
        var result = ByteBuffer()
        result.reserveCapacity(body.readableBytes + 128)
        var separator = "{"
        for member in members where !changes.contains(where: { JSONMembers.areAlike($0.name, member.name) }) {
            guard let slice = JSONMembers.slice(of: body, member.whole) else { continue }
            result.writeString(separator)
            result.writeImmutableBuffer(slice)
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

    private static func areAlike(_ one: String, _ other: String) -> Bool {
        one == other || one.utf8.count == other.utf8.count && one.lowercased() == other.lowercased()
    }
}
