package import Proceedings

/// A ZIP archive of stored files (APPNOTE 6.3.10) before any of them is read: what stands between them, and how long
/// it all is. So an archive goes out piece by piece, and the same files make the same bytes.
///
/// Nothing is compressed: PDF and OpenDocument are already.
package struct ZipLayout: Sendable {
    package struct File: Sendable {
        /// Relative, with "/" between folders; the caller sees to it that it is safe and stands once.
        package let name: String
        package let size: Int
        package let crc: UInt32
        /// Printed in UTC, to two seconds.
        package let at: Instant

        package init(_ name: String, size: Int, crc: UInt32, at: Instant) {
            self.name = name
            self.size = size
            self.crc = crc
            self.at = at
        }
    }

    /// What goes before each file, in order.
    package private(set) var heads: [[UInt8]] = []
    /// After the last.
    package private(set) var end: [UInt8] = []
    /// Of the whole archive, bytes.
    package private(set) var size = 0

    /// - Parameter files: Up to 65 535, with under 4 GB in all: no archive of this house comes near it.
    package init(_ files: [File]) {
        precondition(files.count < 0xFFFF && files.reduce(0) { $0 + $1.size } < 0xF000_0000, "that takes ZIP64")
        var offset = 0
        for file in files {
            let fields = Self.fields(of: file)
            let name = Array(file.name.utf8)
            var head: [UInt8] = [0x50, 0x4B, 3, 4]
            head += fields + Self.two(name.count) + Self.two(0) + name
            end += [0x50, 0x4B, 1, 2] + Self.two(20) + fields + Self.two(name.count)
            end += [UInt8](repeating: 0, count: 12) + Self.four(offset) + name
            heads.append(head)
            offset += head.count + file.size
        }
        let directory = end.count
        end += [0x50, 0x4B, 5, 6] + Self.four(0) + Self.two(files.count) + Self.two(files.count)
        end += Self.four(directory) + Self.four(offset) + Self.two(0)
        size = offset + end.count
    }

    /// From "version needed" to "uncompressed size", which both headers have alike: stored, names in UTF-8.
    private static func fields(of file: File) -> [UInt8] {
        let stamp = dosTime(file.at)
        return two(20) + two(0x0800) + two(0) + two(stamp.time) + two(stamp.day) + four(Int(file.crc)) + four(file.size)
            + four(file.size)
    }

    /// From 1980 to 2107.
    private static func dosTime(_ instant: Instant) -> (time: Int, day: Int) {
        let words = WallClock(zone: "UTC", months: []).utc(instant)
        let parts = words.split { !$0.isNumber }.compactMap { Int($0) }
        guard parts.count == 6, (1980...2107).contains(parts[0]) else { return (0, 1 << 5 | 1) }
        return (parts[3] << 11 | parts[4] << 5 | parts[5] / 2, (parts[0] - 1980) << 9 | parts[1] << 5 | parts[2])
    }

    private static func two(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }
    private static func four(_ number: Int) -> [UInt8] { two(number & 0xFFFF) + two(number >> 16 & 0xFFFF) }
}
