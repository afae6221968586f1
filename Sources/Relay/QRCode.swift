import CQREncode

/// A QR code as one SVG path, error correction M, with the quiet zone of four modules the standard asks for.
package struct QRCode: Hashable, Sendable {
    /// Width and height in modules, quiet zone included.
    package let size: Int
    /// The dark modules: one rectangle per run in a row.
    package let path: String

    private static let quietZone = 4

    /// - Returns: `nil` where `address` is longer than a QR code holds (about 2,300 bytes) or has a zero byte.
    package init?(_ address: String) {
        guard !address.utf8.contains(0), let code = QRcode_encodeString8bit(address, 0, QR_ECLEVEL_M) else {
            return nil
        }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        size = width + 2 * Self.quietZone
        path = (0..<width).map { row in
            Self.runs(modules[(row * width)..<((row + 1) * width)].map { $0 & 1 == 1 }, row: row)
        }.joined()
    }

    private static func runs(_ modules: [Bool], row: Int) -> String {
        var path = ""
        var column = 0
        while column < modules.count {
            let length = modules[column...].prefix { $0 }.count
            if length > 0 { path += "M\(column + quietZone),\(row + quietZone)h\(length)v1h-\(length)z" }
            column += max(length, 1)
        }
        return path
    }
}
