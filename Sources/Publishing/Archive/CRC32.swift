import CZlib

/// As ZIP has it (ISO 3309), by zlib.
package enum CRC32 {
    /// - Parameter bytes: Under 4 GB.
    package static func of(_ bytes: [UInt8]) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
    }
}
