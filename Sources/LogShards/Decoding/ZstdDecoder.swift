import CZstd
import LogRecords

/// zstd through libzstd: any number of frames, skippable ones too, each checked against its checksum where it has one.
/// What follows the last is left where it is.
/// https://datatracker.ietf.org/doc/html/rfc8878
final class ZstdDecoder: ShardDecoder {
    private enum Place {
        case betweenFrames, frame, end
    }

    private let input: InputBytes
    private let context: OpaquePointer
    private let largestWindow: UInt64
    private let windows: WindowBudget?
    /// Taken out of `windows`.
    private var windowBytes: UInt64 = 0
    private var place = Place.betweenFrames
    private var hasUncheckedFrame = false
    private(set) var isCutShort = false
    private(set) var notes: [String] = []

    init(_ input: InputBytes, _ limits: ShardLimits) {
        guard let context = ZSTD_createDCtx() else { preconditionFailure("no memory for zstd") }
        self.input = input
        self.context = context
        windows = limits.windows
        largestWindow = 1 << UInt64(limits.largestWindowLog)
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(limits.largestWindowLog))
    }

    deinit {
        ZSTD_freeDCtx(context)
        windows?.giveBack(windowBytes)
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws(ShardError) -> Int {
        while true {
            switch place {
            case .betweenFrames: try lookForFrame()
            case .frame:
                let produced = try decompress(into: target)
                if produced > 0 { return produced }
            case .end: return 0
            }
        }
    }

    private func lookForFrame() throws(ShardError) {
        let next = try input.peek(atLeast: ZstdFrameHeader.mostBytes)
        if ShardMagic.beginsFrame(next) {
            if let header = ZstdFrameHeader(next) {
                guard header.dictionary == nil else { throw .needsDictionary(path: input.name, number: header.dictionary) }
                guard header.windowBytes <= largestWindow else {
                    throw .windowTooLarge(path: input.name, windowBytes: header.windowBytes, largestBytes: largestWindow)
                }
                try takeWindow(header.windowBytes)
                hasUncheckedFrame = hasUncheckedFrame || !header.hasChecksum
            }
            place = .frame
        } else if (1..<4).contains(next.count), [0x28, 0xB5, 0x2F, 0xFD].starts(with: next) {
            end(cutShort: true)
        } else {
            end(cutShort: false)
        }
    }

    /// The context keeps the largest window that it had until it goes.
    private func takeWindow(_ bytes: UInt64) throws(ShardError) {
        guard let windows, bytes > WindowBudget.usualWindow, bytes > windowBytes else { return }
        guard windows.take(bytes - windowBytes) else { throw .windowsBusy(path: input.name) }
        windowBytes = bytes
    }

    private func decompress(into target: UnsafeMutableRawBufferPointer) throws(ShardError) -> Int {
        let bytes = try input.peek(atLeast: 1)
        var source = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
        var sink = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
        let result = ZSTD_decompressStream(context, &sink, &source)
        input.consume(source.pos)
        guard ZSTD_isError(result) == 0 else {
            // A frame need not say that it was made with one. https://datatracker.ietf.org/doc/html/rfc8878#section-5
            if ZSTD_getErrorCode(result) == ZSTD_error_dictionary_wrong { throw .needsDictionary(path: input.name, number: nil) }
            let detail = ZSTD_getErrorName(result).map { String(cString: $0) } ?? "unknown error"
            throw .damaged(path: input.name, coding: .zstd, position: input.position, detail: detail.lowercased())
        }
        if result == 0 {
            place = .betweenFrames
        } else if sink.pos == 0, input.available.isEmpty, input.isAtEnd {
            end(cutShort: true)
        }
        return sink.pos
    }

    private func end(cutShort: Bool) {
        isCutShort = cutShort
        place = .end
        if hasUncheckedFrame { notes.append("a zstd frame carries no checksum: damage in it would not be noticed") }
    }
}

/// What a zstd frame says of itself before its data: magic (4 bytes), descriptor (1), window (0 or 1), dictionary
/// (0-4), content size (0-8).
/// https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.1
struct ZstdFrameHeader {
    static let mostBytes = 18
    var windowBytes: UInt64
    var hasChecksum: Bool
    /// The number of the dictionary without which it cannot be read; `nil`: it names none.
    var dictionary: UInt32?

    /// `nil` for a skippable frame, and for a header that is not all there.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 5, bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) else { return nil }
        let descriptor = bytes[4]
        hasChecksum = descriptor & 0x04 != 0
        let isSingle = descriptor & 0x20 != 0
        let dictionaryAt = isSingle ? 5 : 6
        let dictionaryBytes = [0, 1, 2, 4][Int(descriptor & 3)]
        guard bytes.count >= dictionaryAt + dictionaryBytes else { return nil }
        let number = bytes[dictionaryAt..<dictionaryAt + dictionaryBytes].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        dictionary = number == 0 ? nil : number
        guard isSingle else {
            let base = UInt64(1) << (10 + UInt64(bytes[5] >> 3))
            windowBytes = base + base / 8 * UInt64(bytes[5] & 7)
            return
        }
        // A single segment has no window byte: its window is its content.
        let at = dictionaryAt + dictionaryBytes
        let size = [1, 2, 4, 8][Int(descriptor >> 6)]
        guard bytes.count >= at + size else { return nil }
        let content = bytes[at..<at + size].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.1.4: two bytes count from 256.
        windowBytes = size == 2 ? content + 256 : content
    }
}
