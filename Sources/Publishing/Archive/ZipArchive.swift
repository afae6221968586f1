package import Proceedings

/// Reads a ZIP archive (APPNOTE 6.3.10) from strangers: stored or deflated files, all of them, or none.
///
/// Strict, since two readers that disagree about an archive can be told two stories by it: every local head must say
/// what the list at the end says, files may not overlap, and a name is a plain relative path that stands once.
package struct ZipArchive: Sendable {
    package struct File: Hashable, Sendable {
        package let name: String
        package let bytes: [UInt8]
        /// As printed beside it, in UTC, to two seconds.
        package let at: Instant

        package init(name: String, bytes: [UInt8], at: Instant) {
            self.name = name
            self.bytes = bytes
            self.at = at
        }
    }

    /// In the order of the list; folders are left out.
    package let files: [File]

    /// A byte that is not as this house packs, in an archive that else looks so: it was changed. Archives packed by others
    /// have none.
    package let oddByte: Int?

    /// Files in an archive, and bytes of all of them.
    package static let mostFiles = 10_000
    package static let mostBytes = 536_870_912

    package init(_ bytes: [UInt8]) throws(ZipError) {
        let end = try Self.end(of: bytes)
        var reader = ZipFields(bytes, at: end.directory)
        var listed: [Listed] = []
        var unpacked = 0
        var names: Set<String> = []
        for _ in 0..<end.count {
            let one = try Listed(&reader)
            guard names.insert(one.name.hasSuffix("/") ? String(one.name.dropLast()) : one.name).inserted else {
                throw .badName(one.name, offset: one.place)
            }
            unpacked += one.size
            guard unpacked <= Self.mostBytes else { throw .tooLarge(what: "bytes", limit: Self.mostBytes) }
            listed.append(one)
        }
        guard reader.place == end.place else { throw .damaged(file: nil, offset: reader.place) }
        var last = 0
        for one in listed.sorted(by: { $0.offset < $1.offset }) {
            guard one.offset >= last else { throw .damaged(file: one.name, offset: one.offset) }
            last = try one.contents(of: bytes).upperBound
        }
        guard last <= end.directory else { throw .damaged(file: nil, offset: end.directory) }
        var files: [File] = []
        for one in listed where !one.name.hasSuffix("/") { files.append(try one.unpacked(from: bytes)) }
        self.files = files
        let again = Self.bytes(of: files)
        oddByte = again.count == bytes.count ? zip(again, bytes).enumerated().first { $1.0 != $1.1 }?.offset : nil
    }

    private static func end(of bytes: [UInt8]) throws(ZipError) -> (place: Int, directory: Int, count: Int) {
        // A note of up to 65,535 bytes may follow the end; the record that says where it stands is looked for backwards.
        let first = max(0, bytes.count - 22 - 65_535)
        guard bytes.count >= 22 else { throw .cutShort(offset: 0) }
        for place in stride(from: bytes.count - 22, through: first, by: -1)
        where bytes[place] == 0x50 && bytes[place..<place + 4].elementsEqual([0x50, 0x4B, 5, 6]) {
            var fields = ZipFields(bytes, at: place + 4)
            let (disk, start) = (try fields.two(), try fields.two())
            let (here, count) = (try fields.two(), try fields.two())
            let (size, directory) = (try fields.four(), try fields.four())
            guard place + 22 + (try fields.two()) == bytes.count else { continue }
            guard disk == 0, start == 0, here == count else { throw .notRead(file: nil, what: "in several parts") }
            guard count < 0xFFFF, directory < 0xFFFF_FFFF else { throw .notRead(file: nil, what: "a ZIP64 archive") }
            guard count <= mostFiles else { throw .tooLarge(what: "files", limit: mostFiles) }
            guard directory + size == place else { throw .cutShort(offset: directory) }
            return (place, directory, count)
        }
        throw .cutShort(offset: first)
    }
}

/// A file as the list at the end of an archive has it.
private struct Listed {
    let name: String
    let method, size, packed, offset: Int
    /// Version needed, flags, method, time and day: the local head must say the same.
    let shared: [Int]
    let crc: UInt32
    /// Of its row in the list.
    let place: Int

    init(_ reader: inout ZipFields) throws(ZipError) {
        place = reader.place
        guard try reader.four() == 0x0201_4B50 else { throw .damaged(file: nil, offset: place) }
        let maker = try reader.two()
        shared = [try reader.two(), try reader.two(), try reader.two(), try reader.two(), try reader.two()]
        let flags = shared[1]
        method = shared[2]
        crc = UInt32(try reader.four())
        (packed, size) = (try reader.four(), try reader.four())
        let (nameLength, extra, comment) = (try reader.two(), try reader.two(), try reader.two())
        let disk = try reader.two()
        _ = try reader.two()
        let mode = try reader.four() >> 16
        offset = try reader.four()
        let bytes = try reader.take(nameLength)
        _ = try reader.take(extra + comment)
        guard let name = String(validating: bytes, as: UTF8.self), Self.isPlain(name) else {
            throw .badName(String(decoding: bytes, as: UTF8.self), offset: place)
        }
        self.name = name
        guard flags & 0x2041 == 0 else { throw .notRead(file: name, what: "encrypted") }
        guard method == 0 || method == 8 else { throw .notRead(file: name, what: "compressed in a way of its own") }
        guard packed < 0xFFFF_FFFF, size < 0xFFFF_FFFF, offset < 0xFFFF_FFFF, disk == 0 else {
            throw .notRead(file: name, what: "in a ZIP64 or many-part archive")
        }
        // Made on Unix: the upper half is the mode, of which only files and folders are taken.
        guard maker >> 8 != 3 || [0, 0o100000, 0o040000].contains(mode & 0o170000) else {
            throw .notRead(file: name, what: "a link or device")
        }
    }

    /// Relative, without steps up or along, for any file system.
    private static func isPlain(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 1_000, !name.unicodeScalars.contains(where: isStrange) else {
            return false
        }
        var parts = name.split(separator: "/", omittingEmptySubsequences: false)
        if parts.last == "" { parts.removeLast() }
        return !parts.isEmpty && parts.allSatisfy { !["", ".", ".."].contains($0) }
    }

    private static func isStrange(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || scalar.value == 0x7F || scalar == "\\" || scalar == ":"
    }

    /// Where its bytes stand, once its own head has said the same.
    func contents(of archive: [UInt8]) throws(ZipError) -> Range<Int> {
        var head = ZipFields(archive, at: offset)
        guard try head.four() == 0x0403_4B50 else { throw .damaged(file: name, offset: offset) }
        for field in shared {
            guard try head.two() == field else { throw .damaged(file: name, offset: offset) }
        }
        let (crc, packed, size) = (try head.four(), try head.four(), try head.four())
        let (nameLength, extra) = (try head.two(), try head.two())
        // With bit 3 sum and sizes follow the bytes; the list has them.
        let isSame = UInt32(crc) == self.crc && packed == self.packed && size == self.size
        guard isSame || shared[1] & 8 != 0 else { throw .damaged(file: name, offset: offset) }
        guard try head.take(nameLength).elementsEqual(name.utf8) else { throw .damaged(file: name, offset: offset) }
        _ = try head.take(extra)
        let start = head.place
        _ = try head.take(self.packed)
        return start..<head.place
    }

    private var at: Instant {
        let (time, day) = (shared[3], shared[4])
        let date = WallClock.day((Int64(1980 + day >> 9), Int64(day >> 5 & 15), Int64(day & 31)))
        let seconds = Int64(time >> 11 * 3_600 + (time >> 5 & 63) * 60 + (time & 31) * 2)
        return Instant(milliseconds: (date * 86_400 + seconds) * 1_000)
    }

    func unpacked(from archive: [UInt8]) throws(ZipError) -> ZipArchive.File {
        let place = try contents(of: archive)
        let stored = Array(archive[place])
        let bytes = method == 0 ? stored : Inflation.bytes(stored, size: size)
        guard let bytes, bytes.count == size else { throw .damaged(file: name, offset: place.lowerBound) }
        guard CRC32.of(bytes) == crc else { throw .changed(file: name) }
        return ZipArchive.File(name: name, bytes: bytes, at: at)
    }
}

/// Numbers one after the other, the low byte first.
private struct ZipFields {
    private let bytes: [UInt8]
    private(set) var place: Int

    init(_ bytes: [UInt8], at place: Int) {
        self.bytes = bytes
        self.place = place
    }

    mutating func take(_ count: Int) throws(ZipError) -> ArraySlice<UInt8> {
        guard place >= 0, count >= 0, place <= bytes.count, bytes.count - place >= count else {
            throw .cutShort(offset: min(max(place, 0), bytes.count))
        }
        defer { place += count }
        return bytes[place..<place + count]
    }

    mutating func two() throws(ZipError) -> Int { try take(2).reversed().reduce(0) { $0 << 8 | Int($1) } }
    mutating func four() throws(ZipError) -> Int { try take(4).reversed().reduce(0) { $0 << 8 | Int($1) } }
}
