import ArgumentParser
import Foundation
import HTTPTypes
import Logging
import Proceedings
import Publishing
import Recorder
import Relay
import Transport
import Wire

/// The whole server: opened together, closed together.
struct House {
    let store: RecordStore
    let loop: EventLoop
    let listener: Listener
    let hub: Hub
    let reception: Reception
    let site: Site
    /// nil where nobody asked for them.
    let figures: Figures?
    /// nil where nobody is told of anything.
    let desk: NewsDesk?
    /// Where it listens.
    let address: Address
    private let log: Logger

    /// The server's clock, whole milliseconds.
    static let now: @Sendable () -> Instant = {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    static func open(_ plan: Plan, log: Logger) async throws -> House {
        try plan.requireShortPath()
        let assets = try Assets(folder: try WebFolder.find(plan.web))
        let settings = try settings(plan, serving: assets)
        let store = try RecordStore.open(folder: plan.folder, at: now())
        let loop = try EventLoop()
        let listener = Listener(loop: loop, settings: settings, files: Array(assets.files.values), log: log)
        do {
            let address = try await listener.open()
            let site = Site(
                name: plan.name, publicURL: plan.publicURL ?? address.description,
                paces: plan.limits.paces, mostMeetings: plan.limits.meetings, embedOrigins: plan.embedOrigins,
                keepsPrivate: plan.limits.keepsPrivate, keepsIndex: plan.keepsIndex,
                inspectsEvery: plan.limits.inspectsEvery == 0 ? nil : .seconds(plan.limits.inspectsEvery),
                version: Version.current)
            await listener.allow(origins: [site.publicURL])
            await listener.setCommonHeaders(
                SecurityHeaders.make(publicURL: site.publicURL, recordStyle: assets.recordStyle))
            let admission = try await Admission(store, of: site)
            let hub = Hub(
                site, store: store, admission: admission, listener: listener, log: log,
                phrases: assets.phrases, now: now)
            let reception = Reception(
                for: hub, of: site, in: try Tongue.all(of: assets), script: assets.rehearsal, printers: PrintRoom(),
                now: now)
            let figures = try await Figures.open(plan, for: hub, on: loop, log: log)
            let desk = try await NewsDesk.open(plan, for: hub, presses: Press.all(of: assets), log: log)
            return House(
                store: store, loop: loop, listener: listener, hub: hub, reception: reception, site: site,
                figures: figures, desk: desk, address: address, log: log)
        } catch {
            await listener.close(code: Goodbye.restart.rawValue, reason: Goodbye.restart.reason)
            await loop.stop()
            try await store.close()
            throw error
        }
    }

    private static func settings(_ plan: Plan, serving assets: Assets) throws -> Listener.Settings {
        var settings = Listener.Settings(host: plan.host, port: plan.port)
        settings.controlSocket = plan.controlSocket
        // More than any form; only notes, imported by the control socket, and papers are longer.
        settings.maxBody = 262_144
        settings.largeBody = { [languages = assets.languages] in Reception.largeBody(languages.plain($0)) }
        settings.maxMessage = plan.limits.frameBytes
        settings.limits = try plan.limits.ofConnections(within: Descriptors.raise())
        settings.trustedProxies = plan.limits.trustedProxies
        settings.isVital = { Reception.isVital($0) }
        settings.certificate = plan.certificate
        settings.key = plan.key
        // Until the site's address is known no page may open a WebSocket.
        settings.allowedOrigins = []
        settings.commonHeaders = SecurityHeaders.make(publicURL: plan.publicURL, recordStyle: assets.recordStyle)
        settings.upgradeRefusal = { Reception.refusal(ofUpgrade: $0) }
        return settings
    }

    /// What the operator decides.
    struct Plan {
        var host = "127.0.0.1"
        var port = 8080
        var folder: String
        var web: String?
        var publicURL: String?
        var name = "Open Floor"
        var embedOrigins: [String] = []
        var keepsIndex = true
        var certificate: String?
        var key: String?
        var limits = Limits()
        var metrics: (host: String, port: Int)?
        /// nil leaves those as they are who are told of what happens: a command that holds the folder tells nobody.
        var news: News?

        var controlSocket: String { folder + "/control.sock" }

        /// What a unix socket's address holds (unix(7)): 108 bytes with the zero at the end.
        private static let socketPathLimit = 107

        func requireShortPath() throws {
            guard controlSocket.utf8.count <= Self.socketPathLimit else {
                throw ValidationError(
                    "\(folder) is too long a path for its control socket: at most \(Self.socketPathLimit) bytes with it."
                )
            }
        }
    }

    /// Serves until `stop`.
    func run() async {
        async let figuring: Void? = figures?.run()
        async let telling: Void? = desk?.run()
        async let _: Void = reception.rehearse()  // broken off with the end of this
        await hub.run(answering: reception)
        await figures?.close()
        await desk?.close()
        _ = await (figuring, telling)
    }

    /// Returns once the event loop and the hub have each taken a turn.
    func answers() async {
        await listener.answers()
        await hub.answers()
    }

    /// Says goodbye to every reader. `run` then lets what was accepted reach the disk, and returns.
    func stop() async {
        await listener.close(code: Goodbye.restart.rawValue, reason: Goodbye.restart.reason)
    }

    /// Frees the folder. After `run` has returned.
    func close() async throws {
        await loop.stop()
        try await store.close()
    }
}

extension House {
    /// On the first start, prints the link that may create meetings. It is shown this once; `openfloor invite
    /// --site-organiser` makes another.
    func greet() async throws {
        guard try await store.grants().allSatisfy({ $0.role != .siteOrganiser }) else { return }
        if Supervisor().isThere {  // what is said here is kept in a log that others may read
            return Terminal.say("nobody may create meetings yet; openfloor invite --site-organiser makes a link")
        }
        let secret = try await hub.admission.invite(to: nil, as: .siteOrganiser, named: nil, at: Self.now())
        Terminal.say("create meetings at \(site.address(ofSecret: secret))")
    }
}
