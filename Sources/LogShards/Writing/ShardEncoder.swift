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
