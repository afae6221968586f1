import Foundation

/// The address people last used for a folder, so that a command without a running server prints the same links.
enum RememberedURL {
    /// Where `serve` listens by itself: what a command prints, each time the same, before anybody has served the folder.
    static let unserved = "http://127.0.0.1:8080"

    static func write(_ url: String, in folder: String) throws {
        try Data((url + "\n").utf8).write(to: file(folder), options: .atomic)
    }

    /// - Returns: `nil` where no server has served the folder yet.
    static func read(in folder: String) -> String? {
        guard let bytes = FileManager.default.contents(atPath: file(folder).path) else { return nil }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func file(_ folder: String) -> URL {
        URL(fileURLWithPath: folder).appendingPathComponent("public-url")
    }
}
