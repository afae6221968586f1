import ArgumentParser
import Foundation
import HTTPTypes
import Transport

/// An address on the web, and what can be fetched from below it.
struct WebPlace: Sendable {
    let address: Address
    /// Without a slash at its end: `/m/third`, or nothing.
    let path: String
    /// As it was given, without a slash at its end.
    let text: String

    /// - Returns: `nil` where the words are no address of the web.
    init?(_ words: String) throws {
        let scheme = words.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https", words.contains("://") else { return nil }
        guard let parts = URLComponents(string: words), let host = parts.host, !host.isEmpty else {
            throw ValidationError("\(words) is no address that can be asked.")
        }
        let isSecure = scheme == "https"
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        address = .tcp(host: bare, port: parts.port ?? (isSecure ? 443 : 80), secure: isSecure)
        var path = parts.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        for page in ["/record", "/index.html"] where path.hasSuffix(page) { path.removeLast(page.count) }
        self.path = path
        text = "\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")\(path)"
    }

    /// What stands before `/m/SLUG` or `/s/SLUG`: a site may be in a folder of its server.
    var root: String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
        guard segments.count >= 2, ["m", "s"].contains(segments[segments.count - 2]) else { return path }
        return segments.dropLast(2).map { "/\($0)" }.joined()
    }

    /// - Returns: `nil` where there is no such thing (404).
    /// - Throws: Where nobody answers, or says something else.
    func get(_ path: String, by caller: Caller) async throws -> [UInt8]? {
        let answer = try await caller.ask(.get, path, to: address, timeout: .seconds(60))
        if answer.status == .notFound { return nil }
        guard answer.status == .ok else { throw Office.Refused(answer.body) }
        return answer.body
    }
}
