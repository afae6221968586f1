import ArgumentParser
import Foundation

/// Where the pages are: `--web DIR`, else `../share/openfloor/web` beside the binary, else the package root's.
enum WebFolder {
    /// - Throws: `ValidationError` that says where was looked.
    static func find(_ named: String?) throws -> String {
        let binary = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let places = named.map { [$0] } ?? candidates(beside: binary)
        if let place = places.first(where: { FileManager.default.fileExists(atPath: $0 + "/templates") }) {
            return place
        }
        throw ValidationError("No web folder at \(places.joined(separator: ", ")). Name it with --web DIR.")
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
