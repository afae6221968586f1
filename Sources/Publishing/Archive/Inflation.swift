import CZlib

/// DEFLATE undone by zlib, to a size known beforehand.
enum Inflation {
    /// What a byte of DEFLATE can at most become: four times 258 bytes, each by two bits. An archive that says more lies,
    /// and gets no room for it.
    private static let mostPerByte = 1_032

    /// - Parameter size: What the archive says it unpacks to; the room is no larger, so that a bomb bursts nothing.
    /// - Returns: `nil` unless the bytes are one whole stream of exactly that size.
    static func bytes(_ packed: [UInt8], size: Int) -> [UInt8]? {
        guard size / mostPerByte <= packed.count else { return nil }
        var stream = z_stream()
        // Raw: no header of zlib's or gzip's.
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var input = packed
        var output = [UInt8](repeating: 0, count: size + 1)
        // zlib takes pointers; both arrays live as long as this one call.
        let ended = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        guard ended == Z_STREAM_END, stream.avail_in == 0, Int(stream.total_out) == size else { return nil }
        output.removeLast()
        return output
    }
}
