import CZlib

/// gzip by zlib, for files that are squeezed once and sent many times.
enum Gzip {
    /// 15 bits of window, and 16 to ask for the gzip header.
    private static let windowBits: Int32 = 15 + 16

    /// - Returns: `nil` where the result would not be smaller, or zlib has no memory.
    static func squeeze(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        let began = deflateInit2_(
            &stream, Z_BEST_COMPRESSION, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard began == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count)
        // zlib takes pointers; both arrays live as long as this one call.
        let ended = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        // Anything but the end means that the room of the original was not enough.
        guard ended == Z_STREAM_END else { return nil }
        return Array(output.prefix(Int(stream.total_out)))
    }
}
