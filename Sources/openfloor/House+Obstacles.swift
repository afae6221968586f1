import ArgumentParser
import Foundation
import Relay
import Transport

extension House {
    /// What a start would trip over, and the option it is about.
    struct Obstacle {
        let key: String
        let words: String
    }

    /// Tries what a start needs and a running server would not mind: nothing is made, no port is taken that is named.
    static func obstacles(to plan: Plan) async -> [Obstacle] {
        var found: [Obstacle] = []
        func note(_ key: String, _ attempt: () async throws -> Void) async {
            do { try await attempt() } catch { found.append(Obstacle(key: key, words: Serve.message(for: error))) }
        }
        await note("data") { try requireWritable(plan) }
        await note("web") { _ = try Pages(try Assets(folder: try WebFolder.find(plan.web))) }
        await note("connections") { _ = try plan.limits.ofConnections(within: Descriptors.raise()) }
        var settings = Listener.Settings(host: plan.host, port: 0)
        await note("listen") { try await tryOut(settings) }
        if let metrics = plan.metrics {
            await note("metrics") { try await tryOut(Listener.Settings(host: metrics.host, port: 0)) }
        }
        settings.host = "127.0.0.1"
        settings.certificate = plan.certificate
        settings.key = plan.key
        if plan.certificate != nil { await note("certificate") { try await tryOut(settings) } }
        return found
    }

    private static func tryOut(_ settings: Listener.Settings) async throws {
        let loop = try EventLoop()
        let listener = Listener(loop: loop, settings: settings, log: Office.quiet)
        do {
            _ = try await listener.open()
        } catch {
            await loop.stop()
            throw error
        }
        await listener.close(code: 1001, reason: "")
        await loop.stop()
    }

    private static func requireWritable(_ plan: Plan) throws {
        try plan.requireShortPath()
        // Where it is missing it is made, in the first of those above it that are there.
        var place = URL(fileURLWithPath: plan.folder).standardizedFileURL
        while !FileManager.default.fileExists(atPath: place.path), place.path != "/" {
            place.deleteLastPathComponent()
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw Office.Refused(words: "\(place.path) is no folder.")
        }
        guard access(place.path, W_OK | X_OK) == 0 else {
            throw Office.Refused(
                words: "\(place.path) is not for this user to write in; give it to the user the server runs as.")
        }
    }
}
