import ArgumentParser
import Foundation

/// Where the pages are: `--web DIR`, else `../share/openfloor/web` beside the binary, else the package root's.
enum WebFolder {
    /// - Throws: `ValidationError` that says where was looked.
    static func find(_ named: String?) throws -> String {
        let places = try named.map { [$0] } ?? candidates(beside: program())
        if let place = places.first(where: { FileManager.default.fileExists(atPath: $0 + "/templates") }) {
            return place
        }
        throw ValidationError("No web folder at \(places.joined(separator: ", ")). Name it with --web DIR.")
    }

    /// Where the program itself lies; its first argument may be a name that the shell found on the PATH.
    private static func program() throws -> URL {
        URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    }

    private static func candidates(beside binary: URL) -> [String] {
        let folder = binary.deletingLastPathComponent()
        var places = [folder.deletingLastPathComponent().appendingPathComponent("share/openfloor/web").path]
        var root = folder  // .build/…/debug/openfloor lies some folders below the package root
        for _ in 0..<5 {
            root = root.deletingLastPathComponent()
            if FileManager.default.fileExists(atPath: root.appendingPathComponent("Package.swift").path) {
                places.append(root.appendingPathComponent("web").path)
            }
        }
        return places
    }
}
