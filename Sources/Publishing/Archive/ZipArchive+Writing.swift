extension ZipArchive {
    /// An archive of files that are in memory, stored as they are.
    package static func bytes(of files: [File]) -> [UInt8] {
        let layout = ZipLayout(
            files.map { ZipLayout.File($0.name, size: $0.bytes.count, crc: CRC32.of($0.bytes), at: $0.at) })
        return zip(layout.heads, files).flatMap { $0 + $1.bytes } + layout.end
    }
}
