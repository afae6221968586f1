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
        guard plan.controlSocket.utf8.count <= Plan.socketPathLimit else {
            throw ValidationError(
                "\(plan.folder) is too long a path for its control socket: at most \(Plan.socketPathLimit) bytes with it."
            )
        }
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
                inspectsEvery: plan.limits.inspectsEvery == 0 ? nil : .seconds(plan.limits.inspectsEvery))
            await listener.allow(origins: [site.publicURL])
            await listener.setCommonHeaders(
                SecurityHeaders.make(publicURL: site.publicURL, recordStyle: assets.recordStyle))
            let admission = try await Admission(store, of: site)
            let hub = Hub(site, store: store, admission: admission, listener: listener, log: log, now: now)
            let reception = Reception(
                for: hub, of: site, pages: try Pages(assets), press: Press(assets), now: now)
            let figures = try await Figures.open(plan, for: hub, on: loop, log: log)
            let desk = try await NewsDesk.open(plan, for: hub, press: Press(assets), log: log)
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
        settings.largeBody = { Reception.largeBody($0) }
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
        static let socketPathLimit = 107
    }

    /// Serves until `stop`.
    func run() async {
        async let figuring: Void? = figures?.run()
        async let telling: Void? = desk?.run()
        await hub.run(answering: reception)
        await figures?.close()
        await desk?.close()
        _ = await (figuring, telling)
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
        let secret = try await hub.admission.invite(to: nil, as: .siteOrganiser, named: nil, at: Self.now())
        Terminal.say("create meetings at \(site.address(ofSecret: secret))")
    }
}
