import CZlib
import CZstd

/// What is to become of the bytes that were given so far.
enum EncoderStep {
    case more, flush, finish
}

/// Compresses a stream and gives what comes out to `put`, in pieces.
protocol ShardEncoder: AnyObject {
    func encode(
        _ bytes: UnsafeRawBufferPointer, _ step: EncoderStep, put: (UnsafeRawBufferPointer) throws(ShardError) -> Void
    ) throws(ShardError)
}

/// Text as it is.
final class PlainEncoder: ShardEncoder {
    func encode(
        _ bytes: UnsafeRawBufferPointer, _ step: EncoderStep, put: (UnsafeRawBufferPointer) throws(ShardError) -> Void
    ) throws(ShardError) {
        try put(bytes)
    }
}

/// zlib's gzip, with sync points that any reader understands; its header carries no time, so that equal lines give equal files.
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

/// zstd with a checksum for every frame.
final class ZstdEncoder: ShardEncoder {
    private let context: OpaquePointer
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

    init(level: Int32) {
        guard let context = ZSTD_createCCtx() else { preconditionFailure("no memory for zstd") }
        self.context = context
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    }

    deinit {
        ZSTD_freeCCtx(context)
        output.deallocate()
    }

    func encode(
        _ bytes: UnsafeRawBufferPointer, _ step: EncoderStep, put: (UnsafeRawBufferPointer) throws(ShardError) -> Void
    ) throws(ShardError) {
        let mode =
            switch step {
            case .more: ZSTD_e_continue
            case .flush: ZSTD_e_flush
            case .finish: ZSTD_e_end
            }
        var source = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
        var remaining = 0
        repeat {
            var sink = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
            remaining = ZSTD_compressStream2(context, &sink, &source, mode)
            precondition(ZSTD_isError(remaining) == 0, "zstd lost its state")
            try put(UnsafeRawBufferPointer(rebasing: output[..<sink.pos]))
        } while step == .more ? source.pos < source.size : remaining > 0
    }
}
