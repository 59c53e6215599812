import CZlib

/// zlib's gzip, with sync points that any reader understands; its header carries no time, so that equal lines give
/// equal files.
final class GzipEncoder: ShardEncoder {
    private let stream: UnsafeMutablePointer<z_stream>
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

    init(level: Int32) {
        // On the heap: zlib keeps the address of its stream and refuses one that has moved.
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let gzipWrapper: Int32 = 16
        let result = deflateInit2_(
            stream, min(max(level, 0), 9), Z_DEFLATED, 15 + gzipWrapper, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(result == Z_OK, "zlib cannot start: \(result)")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    func encode(
        _ bytes: UnsafeRawBufferPointer, _ step: EncoderStep, put: (UnsafeRawBufferPointer) throws(ShardError) -> Void
    ) throws(ShardError) {
        var rest = bytes
        repeat {
            // zlib counts in 32 bits.
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
            try encodePiece(piece, rest.isEmpty ? step : .more, put)
        } while !rest.isEmpty
    }

    private func encodePiece(
        _ bytes: UnsafeRawBufferPointer, _ step: EncoderStep, _ put: (UnsafeRawBufferPointer) throws(ShardError) -> Void
    ) throws(ShardError) {
        let mode =
            switch step {
            case .more: Z_NO_FLUSH
            case .flush: Z_SYNC_FLUSH
            case .finish: Z_FINISH
            }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: Bytef.self))
        stream.pointee.avail_in = UInt32(bytes.count)
        repeat {
            stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
            stream.pointee.avail_out = UInt32(output.count)
            let result = deflate(stream, mode)
            precondition(result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR, "zlib lost its state: \(result)")
            let produced = output.count - Int(stream.pointee.avail_out)
            try put(UnsafeRawBufferPointer(rebasing: output[..<produced]))
        } while stream.pointee.avail_out == 0
    }
}
