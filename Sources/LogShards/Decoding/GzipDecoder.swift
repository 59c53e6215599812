import CISAL
import LogRecords

/// gzip through ISA-L: any number of members, each checked against its checksum and length. What follows the last is
/// left where it is.
/// https://datatracker.ietf.org/doc/html/rfc1952
final class GzipDecoder: ShardDecoder {
    private enum Place {
        case header, body, betweenMembers, end
    }

    private let input: InputBytes
    private let state: UnsafeMutablePointer<inflate_state>
    /// Kept between calls: ISA-L reads a header that arrives in pieces only if it finds its flags again.
    private let header: UnsafeMutablePointer<isal_gzip_header>
    private var place = Place.header
    private var memberBytes: Int64 = 0
    private(set) var isCutShort = false
    let notes: [String] = []

    init(_ input: InputBytes) {
        self.input = input
        state = .allocate(capacity: 1)
        header = .allocate(capacity: 1)
        isal_inflate_init(state)
        beginMember()
    }

    deinit {
        state.deallocate()
        header.deallocate()
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws(ShardError) -> Int {
        while true {
            switch place {
            case .header: try readHeader()
            case .body:
                let produced = try inflate(into: target)
                if produced > 0 { return produced }
            case .betweenMembers: try lookForMember()
            case .end: return 0
            }
        }
    }

    private func beginMember() {
        isal_inflate_reset(state)
        state.pointee.crc_flag = UInt32(ISAL_GZIP)
        isal_gzip_header_init(header)
        memberBytes = 0
        place = .header
    }

    private func readHeader() throws(ShardError) {
        let result = try withInput { isal_read_gzip_header(state, header) }
        switch result {
        case ISAL_DECOMP_OK:
            // ISA-L passes over them; section 2.3.1.2 wants an error.
            guard header.pointee.flags & 0xE0 == 0 else { throw damage("reserved flags are set") }
            place = .body
        case ISAL_END_INPUT: if input.available.isEmpty, input.isAtEnd { endCutShort() }
        default: throw damage(result)
        }
    }

    private func inflate(into target: UnsafeMutableRawBufferPointer) throws(ShardError) -> Int {
        let room = min(target.count, Int(Int32.max))
        let result = try withInput {
            state.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
            state.pointee.avail_out = UInt32(room)
            return isal_inflate(state)
        }
        guard result == ISAL_DECOMP_OK else { throw damage(result) }
        let produced = room - Int(state.pointee.avail_out)
        memberBytes += Int64(produced)
        if state.pointee.block_state == ISAL_BLOCK_FINISH {
            place = .betweenMembers
        } else if produced == 0, input.available.isEmpty, input.isAtEnd {
            // ISA-L would answer OK for ever.
            if looksWhole { throw damage("its trailer is there, but the data before it does not end") }
            endCutShort()
        }
        return produced
    }

    /// Hands ISA-L what is buffered (it counts in 32 bits; the buffer is far smaller) and takes back what it left.
    private func withInput(_ call: () -> Int32) throws(ShardError) -> Int32 {
        let bytes = try input.peek(atLeast: 1)
        state.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        state.pointee.avail_in = UInt32(bytes.count)
        let result = call()
        // In damaged data ISA-L steps back behind what it was given, into what it had taken before.
        let left = Int(state.pointee.avail_in)
        guard left <= bytes.count else { throw damage("invalid code") }
        input.consume(bytes.count - left)
        return result
    }

    private func lookForMember() throws(ShardError) {
        let next = try input.peek(atLeast: 2)
        if next.starts(with: [0x1F, 0x8B]) {
            beginMember()
        } else if next.count == 1, next[0] == 0x1F {
            endCutShort()
        } else {
            place = .end
        }
    }

    private func endCutShort() {
        isCutShort = true
        place = .end
    }

    /// Whether the file's last four bytes are, nearly, the length that this member came to.
    ///
    /// A flipped bit can hide the end of the data, so that the trailer is read as data and the file seems cut short,
    /// with altered lines before its end. A file that really was cut ends like this once in two thousand times, and is
    /// then called damaged: the safe side.
    private var looksWhole: Bool {
        guard let last = input.lastWord, last != GzipDecoder.syncMarker, memberBytes > 0 else { return false }
        // Waiting for the trailer: the data ended as it should.
        if state.pointee.block_state == ISAL_CHECKSUM_CHECK { return false }
        let difference = Int64(Int32(truncatingIfNeeded: Int64(last) &- memberBytes))
        return difference.magnitude <= GzipDecoder.nearness
    }

    /// A decoder that has lost its way rarely gets past the block it is in, and one block seldom comes to more than
    /// this.
    private static let nearness: UInt64 = 1 << 20

    /// What a sync point ends with (`00 00 FF FF`): a writer that was killed leaves this, and no length.
    private static let syncMarker: UInt32 = 0xFFFF_0000

    private func damage(_ result: Int32) -> ShardError {
        switch result {
        case ISAL_INCORRECT_CHECKSUM: damage("checksum or length does not match")
        case ISAL_INVALID_WRAPPER, ISAL_UNSUPPORTED_METHOD: damage("invalid header")
        case ISAL_INVALID_LOOKBACK: damage("a reference to before the beginning")
        default: damage("invalid code")
        }
    }

    private func damage(_ detail: String) -> ShardError {
        .damaged(path: input.name, coding: .gzip, position: input.position, detail: detail)
    }
}
