/// What a container runtime, a shipper of logs or a store of them put around an application's line.
///
/// One level, told by the wrapper's own keys or grammar alone and never by what lies in it; it adds nothing to the
/// record. Only a line that no format recognises as it stands is asked for its wrapper, so that a text field of a known
/// record is never taken for a line.
struct WrappedLine {
    /// Where the application's line is within the raw one.
    enum Content: Equatable {
        /// As it stands: an object, or all behind a prefix.
        case bytes(Range<Int>)
        /// Between the quotes of a JSON string, with its escapes.
        case string(Range<Int>)
        /// A JSON array of byte numbers, brackets included: journald's spelling of a text that has other than printable
        /// UTF-8.
        case numbers(Range<Int>)
    }

    /// What the wrapper says of lines that were too long for it.
    enum Pieces: Equatable {
        /// It does not split.
        case none
        /// A piece that another follows.
        case more(Stream)
        /// The last of the pieces.
        case end(Stream)
        /// A whole line, or the last of the pieces.
        case last(Stream)
        /// A whole line, or the first of the pieces: as many bytes as the wrapper's longest.
        case perhaps(Stream)
        /// All pieces, with the wrapper's own words between them.
        case mixed
    }

    /// What lines of one writer are told by, where those of several lie side by side.
    struct Stream: Hashable {
        static let output = Stream(number: 0)
        static let errors = Stream(number: 1)

        private let number: Int

        private init(number: Int) { self.number = number }

        /// Of a writer that has names of its own.
        init(of names: [UnsafeRawBufferPointer]) {
            var hasher = Hasher()
            for name in names {
                hasher.combine(name.count)
                hasher.combine(bytes: name)
            }
            number = hasher.finalize()
        }
    }

    var content: Content
    var pieces = Pieces.none

    /// What is around a line.
    enum Found {
        case wrapped(WrappedLine)
        /// The action in front of a document, as Elasticsearch's bulk API takes it, or where a batch of Logpush's
        /// begins or ends, or a note of journalctl's: no line of an application.
        case action
        /// Objects that are lines, and nothing else.
        case batch
        /// journalctl leaves a text of more than 4096 bytes out, unless it is told `--all`.
        case leftOut
        case nothing
    }

    /// Looks for a wrapper around a line: by its members where it is an object, else by what stands in front.
    static func find(_ line: UnsafeRawBufferPointer, isObject: Bool) -> Found {
        if isObject { return WrapperMembers.find(line) }
        var prefix = WrapperPrefix(line)
        prefix.skipBlanks()
        if prefix.isBatchEnd() || prefix.isJournalNote() { return .action }
        if prefix.opensBatch() { return .batch }
        return prefix.read().map(Found.wrapped) ?? .nothing
    }

    /// The application's line, unwrapped into `room` where it does not stand as it is; `nil` where the wrapper holds no
    /// text.
    func text(of line: UnsafeRawBufferPointer, in room: inout UnwrappedBytes) -> UnsafeRawBufferPointer? {
        let text: UnsafeRawBufferPointer? =
            switch content {
            case .bytes(let range): UnsafeRawBufferPointer(rebasing: line[range])
            case .string(let range): room.unescape(UnsafeRawBufferPointer(rebasing: line[range]))
            case .numbers(let range): room.bytes(ofNumbers: UnsafeRawBufferPointer(rebasing: line[range]))
            }
        return text.map { $0.starts(with: "\u{FEFF}".utf8) ? UnsafeRawBufferPointer(rebasing: $0.dropFirst(3)) : $0 }
    }
}
