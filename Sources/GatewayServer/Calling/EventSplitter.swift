import Glibc
import NIOCore

/// One server-sent event. https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
struct ServerEvent: Sendable {
    /// `nil`: unnamed.
    var name: String?
    /// The data lines, joined by line feeds.
    var data: ByteBuffer
    /// Lines that are neither fields nor comments.
    var badLines = 0

    /// Whether it may be more than words: a count, an error, or the last. Cheap, and wrong only in one direction: words
    /// may contain these too.
    var mayTellMore: Bool {
        data.readableBytes == 0
            || data.withUnsafeReadableBytes { bytes in ServerEvent.telling.contains { ServerEvent.place(of: $0, in: bytes) != nil }
            }
    }

    /// Where a word begins; `nil`: it is not there.
    static func place(of word: StaticString, in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let start = bytes.baseAddress else { return nil }
        let (first, length) = (Int32(word.utf8Start[0]), word.utf8CodeUnitCount)
        var place = 0
        while place + length <= bytes.count, let found = memchr(start + place, first, bytes.count - place - length + 1) {
            if memcmp(found, word.utf8Start, length) == 0 { return UnsafeRawPointer(found) - start }
            place = UnsafeRawPointer(found) - start + 1
        }
        return nil
    }

    private static let telling: [StaticString] = [
        "\"usage", "\"error\"", "message_stop", "[DONE]", "finishReason", "\"finish_reason\":\"", "\"finish_reason\": \"",
    ]
}

/// Cuts a stream of bytes, which may end anywhere, into events.
struct EventSplitter {
    /// A longer event is no event: the stream is given up.
    static let longestEvent = 16 << 20

    private var buffer = ByteBuffer()
    /// What of the buffer was looked at already for the end of an event.
    private var searched = 0

    /// An event is longer than one may be; what follows cannot be told apart.
    struct TooLong: Error {}

    /// Adds bytes, and gives the events that are whole now.
    mutating func feed(_ bytes: ByteBuffer) throws(TooLong) -> [ServerEvent] {
        if buffer.readableBytes == 0 {
            (buffer, searched) = (bytes, 0)
        } else {
            buffer.writeImmutableBuffer(bytes)
        }
        var events: [ServerEvent] = []
        while let length = endOfEvent(), let whole = buffer.readSlice(length: length) {
            searched = 0
            if let event = EventSplitter.event(whole) { events.append(event) }
        }
        guard buffer.readableBytes <= EventSplitter.longestEvent else { throw TooLong() }
        if buffer.readerIndex > 1 << 16 { buffer.discardReadBytes() }
        return events
    }

    /// The length up to and with the empty line that ends the first event.
    private mutating func endOfEvent() -> Int? {
        let from = max(0, searched - 3)
        let found: Int? = buffer.withUnsafeReadableBytes { bytes in
            var line = LineEnds(bytes, from: from)
            while let end = line.next() {
                let after = UnsafeRawBufferPointer(rebasing: bytes[end.upperBound...])
                // A line's end is LF, CR or both; right behind it, another ends the event.
                if after.first == 10 { return end.upperBound + 1 }
                if after.first == 13 { return end.upperBound + (after.count > 1 && after[1] == 10 ? 2 : 1) }
            }
            return nil
        }
        if found == nil { searched = buffer.readableBytes }
        return found
    }

    private static func event(_ whole: ByteBuffer) -> ServerEvent? {
        var event = ServerEvent(name: nil, data: ByteBuffer())
        var hasData = false
        whole.withUnsafeReadableBytes { bytes in
            var ends = LineEnds(bytes, from: 0)
            var start = 0
            while start < bytes.count {
                let end = ends.next() ?? bytes.count..<bytes.count
                let line = start..<end.lowerBound
                start = end.upperBound
                guard !line.isEmpty, bytes[line.lowerBound] != UInt8(ascii: ":") else { continue }
                let colon = bytes[line].prefix(16).firstIndex(of: UInt8(ascii: ":")) ?? line.upperBound
                var value = min(colon + 1, line.upperBound)..<line.upperBound
                if let first = value.first, bytes[first] == 0x20 { value = first + 1..<value.upperBound }
                switch String(decoding: bytes[line.lowerBound..<colon].prefix(16), as: UTF8.self) {
                case "data":
                    let slice = whole.getSlice(at: whole.readerIndex + value.lowerBound, length: value.count) ?? ByteBuffer()
                    if hasData {
                        event.data.writeInteger(UInt8(10))
                        event.data.writeImmutableBuffer(slice)
                    } else {
                        event.data = slice
                    }
                    hasData = true
                case "event": event.name = String(decoding: bytes[value], as: UTF8.self)
                case "id", "retry": break
                default: event.badLines += 1
                }
            }
        }
        return hasData || event.name != nil || event.badLines > 0 ? event : nil
    }
}

/// The ends of lines in some bytes, found by the C library: an event may be megabytes.
private struct LineEnds {
    private let bytes: UnsafeRawBufferPointer
    private var index: Int
    private var nextLF: Int
    private var nextCR: Int

    init(_ bytes: UnsafeRawBufferPointer, from: Int) {
        self.bytes = bytes
        index = from
        nextLF = LineEnds.find(10, in: bytes, from: from)
        nextCR = LineEnds.find(13, in: bytes, from: from)
    }

    mutating func next() -> Range<Int>? {
        if nextLF < index { nextLF = LineEnds.find(10, in: bytes, from: index) }
        if nextCR < index { nextCR = LineEnds.find(13, in: bytes, from: index) }
        let start = min(nextLF, nextCR)
        guard start < bytes.count else { return nil }
        let isBoth = start == nextCR && nextLF == start + 1 && nextLF < bytes.count
        index = isBoth ? start + 2 : start + 1
        return start..<index
    }

    private static func find(_ byte: Int32, in bytes: UnsafeRawBufferPointer, from: Int) -> Int {
        guard let base = bytes.baseAddress, from < bytes.count else { return bytes.count }
        guard let found = memchr(base + from, byte, bytes.count - from) else { return bytes.count }
        return UnsafeRawPointer(found) - base
    }
}
