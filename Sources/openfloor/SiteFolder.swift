import ArgumentParser
import Foundation
import Publishing

/// The folder of a static site: what is in it, and from which state of which part of the archive.
///
/// It belongs to the site altogether: whatever stands there under the site's own names and is not of the site goes.
struct SiteFolder {
    let folder: URL
    private(set) var manifest: Manifest

    struct Manifest: Codable {
        var format = 1
        /// By its name.
        var parts: [String: Part] = [:]
        /// Made from all parts together.
        var index: [String] = []

        var paths: Set<String> { Set(parts.values.flatMap(\.files) + index) }
    }

    struct Part: Codable {
        let version: String
        let files: [String]
    }

    private static let name = ".openfloor-site.json"
    /// What the site may have in its folder.
    private static let own: Set = [
        "index.html", "records.html", "search.html", "accessibility.html", "404.html", "robots.txt", "sitemap.xml",
        "feed.atom", "feed.json",
        "calendar.ics", "assets", "m", "s", "tlog", "search",
    ]

    /// - Throws: `ValidationError` where the folder holds anything else, or was written by a newer program.
    init(_ path: String) throws {
        folder = URL(fileURLWithPath: path, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let known = folder.appendingPathComponent(Self.name)
        guard let bytes = FileManager.default.contents(atPath: known.path) else {
            let there = try FileManager.default.contentsOfDirectory(atPath: path)
            guard there.isEmpty else {
                throw ValidationError(
                    "\(path) is not empty and holds no site of this program. Name a new folder, or empty this one.")
            }
            manifest = Manifest()
            return
        }
        do { manifest = try JSONDecoder().decode(Manifest.self, from: bytes) } catch {
            throw ValidationError("\(known.path) cannot be read: \(error). Empty the folder, and publish anew.")
        }
        guard manifest.format == Manifest().format else {
            throw ValidationError("\(path) was written by another version of this program. Empty it, and publish anew.")
        }
    }

    /// Paths of all files that stand where the site's own do.
    func there() throws -> Set<String> {
        var paths: Set<String> = []
        for top in Self.own.sorted() {
            let place = folder.appendingPathComponent(top).path
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else { continue }
            if isFolder.boolValue { try walk(top, &paths) } else { paths.insert(top) }
        }
        return paths
    }

    private func walk(_ path: String, _ paths: inout Set<String>) throws {
        let place = folder.path + "/" + path
        guard let stream = opendir(place) else {
            throw CocoaError(.fileReadUnknown, userInfo: [NSFilePathErrorKey: place])
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            if entry.pointee.d_type == UInt8(DT_DIR) {
                try walk(path + "/" + name, &paths)
            } else {
                paths.insert(path + "/" + name)
            }
        }
    }

    /// - Returns: Whether it was written; a file with the same bytes is left as it is.
    func write(_ file: SiteFile) throws -> Bool {
        guard SiteFile.isSafe(file.path), let top = file.path.split(separator: "/").first,
            Self.own.contains(String(top))
        else { throw SiteParcelError.damaged }
        let place = folder.appendingPathComponent(file.path)
        if let known = FileManager.default.contents(atPath: place.path), known.elementsEqual(file.bytes) {
            return false
        }
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: place, options: .atomic)
        return true
    }

    func read(_ path: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(path)) }

    mutating func keep(_ part: String, _ version: String, _ files: [SiteFile]) {
        manifest.parts[part] = Part(version: version, files: files.map(\.path).sorted())
    }

    mutating func keepIndex(_ files: [SiteFile]) { manifest.index = files.map(\.path).sorted() }

    mutating func forget(partsBut names: Set<String>) {
        manifest.parts = manifest.parts.filter { names.contains($0.key) }
    }

    /// Takes away what is not of the site any more, then says what the site is now.
    ///
    /// - Returns: How many files went.
    func finish(from there: Set<String>) throws -> Int {
        let gone = there.subtracting(manifest.paths)
        for path in gone { try FileManager.default.removeItem(at: folder.appendingPathComponent(path)) }
        for place in Set(gone.flatMap(Self.folders)).sorted(by: { $0.count > $1.count }) {
            rmdir(folder.path + "/" + place)  // which only an empty one allows
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(manifest).write(to: folder.appendingPathComponent(Self.name), options: .atomic)
        return gone.count
    }

    private static func folders(of path: String) -> [String] {
        let parts = path.split(separator: "/")
        return (1..<max(1, parts.count)).map { parts.prefix($0).joined(separator: "/") }
    }
}
