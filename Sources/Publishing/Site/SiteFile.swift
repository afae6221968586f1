import Foundation

/// One file of a static site, by its path below the site's folder: `m/third/record.md`.
package struct SiteFile: Hashable, Sendable {
    package let path: String
    package let bytes: [UInt8]

    package init(_ path: String, _ bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// Whether it stays below the folder it is put in: no empty part, none that leads up, nothing a file system splits.
    package static func isSafe(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return path.utf8.count < 1024 && !path.unicodeScalars.contains { $0.value < 0x20 || $0 == "\\" }
            && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && $0.utf8.count < 250 }
    }
}

/// Files on their way from the server to whoever writes them: a line of JSON that names them, then their bytes.
package enum SiteParcel {
    private struct Label: Codable {
        let part, path: String
        let size: Int
    }

    /// - Parameter parts: A part of the site, and the files that are made anew with it.
    package static func packed(_ parts: [(name: String, files: [SiteFile])]) -> [UInt8] {
        let labels = parts.flatMap { part in
            part.files.map { file in
                JSONText.object([
                    ("part", .string(part.name)), ("path", .string(file.path)), ("size", .number(file.bytes.count)),
                ])
            }
        }
        var parcel = Array((JSONText.array(labels).compact + "\n").utf8)
        parcel.reserveCapacity(parts.reduce(parcel.count) { $1.files.reduce($0) { $0 + $1.bytes.count } })
        for part in parts { for file in part.files { parcel += file.bytes } }
        return parcel
    }

    /// - Returns: By part.
    /// - Throws: `damaged` where it is none, is not whole, or names a path that leads elsewhere.
    package static func unpacked(_ parcel: [UInt8]) throws -> [String: [SiteFile]] {
        guard let end = parcel.firstIndex(of: 0x0A) else { throw SiteParcelError.damaged }
        let labels = try JSONDecoder().decode([Label].self, from: Data(parcel[..<end]))
        var start = end + 1
        var parts: [String: [SiteFile]] = [:]
        for label in labels {
            guard SiteFile.isSafe(label.path), label.size >= 0, parcel.count - start >= label.size else {
                throw SiteParcelError.damaged
            }
            parts[label.part, default: []].append(SiteFile(label.path, Array(parcel[start..<start + label.size])))
            start += label.size
        }
        guard start == parcel.count else { throw SiteParcelError.damaged }
        return parts
    }
}

package enum SiteParcelError: Error, Sendable, CustomStringConvertible {
    case damaged

    package var description: String { "the server's parcel of files is damaged; nothing of it was written" }
}
