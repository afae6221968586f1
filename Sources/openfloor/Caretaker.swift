import Logging
import ServiceLifecycle
import Transport
import UnixSignals

/// Runs a house until SIGTERM or SIGINT, reads its certificate again on SIGHUP, and tells a supervisor how it does.
struct Caretaker {
    let house: House
    let log: Logger
    /// Says that the house is open. Not before signals are heard: who starts us may end us as soon as it reads that.
    let greeting: @Sendable () async throws -> Void
    /// Runs beside the house; its end does not end the house.
    var companion: (@Sendable () async throws -> Void)?
    private let notice: Notice

    init(
        house: House, log: Logger, greeting: @escaping @Sendable () async throws -> Void,
        companion: (@Sendable () async throws -> Void)? = nil
    ) {
        self.house = house
        self.log = log
        self.greeting = greeting
        self.companion = companion
        notice = Notice(supervisor: Supervisor(), log: log)
    }

    func run() async throws {
        let hangUps = await UnixSignalsSequence(trapping: .sighup)
        let services = ServiceGroup(
            configuration: .init(
                services: [
                    .init(
                        service: HouseService(house: house, greeting: greeting, notice: notice),
                        successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: Reloading(house: house, hangUps: hangUps, notice: notice)),
                ], gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
        try await withThrowingDiscardingTaskGroup { group in
            if let companion { group.addTask { await accompany(companion) } }
            group.addTask { await assure() }
            try await services.run()
            group.cancelAll()
        }
        try await house.close()
    }

    /// Says that the server lives only where both of those answer that could hang: the loop of the network and the hub.
    private func assure() async {
        guard let patience = notice.supervisor.patience else { return }
        while true {
            await house.answers()
            notice.give { try $0.isAlive() }
            do { try await Task.sleep(for: patience / 2) } catch { return }  // the house has closed
        }
    }

    private func accompany(_ companion: @Sendable () async throws -> Void) async {
        do {
            try await companion()
        } catch {
            guard !Task.isCancelled else { return }  // the house closes, and what it was doing fails
            log.error("what ran beside the house broke off; the house goes on", metadata: ["error": "\(error)"])
        }
    }
}

/// To the supervisor; what it does not hear is for the log.
private struct Notice {
    let supervisor: Supervisor
    let log: Logger

    func give(_ words: (Supervisor) throws -> Void) {
        do { try words(supervisor) } catch {
            log.warning("the supervisor was not told", metadata: ["error": "\(error)"])
        }
    }
}

/// The house as a service: a graceful shutdown says goodbye first.
private struct HouseService: Service, CustomStringConvertible {
    let house: House
    let greeting: @Sendable () async throws -> Void

    /// What the log says of it; else it would say everything the house holds.
    var description: String { "house" }
    let notice: Notice

    func run() async throws {
        try await greeting()
        notice.give { try $0.isReady("Listens on \(house.address)") }
        await withGracefulShutdownHandler {
            await house.run()
        } onGracefulShutdown: {
            notice.give { try $0.isStopping() }
            Task { await house.stop() }
        }
    }
}

private struct Reloading: Service, CustomStringConvertible {
    let house: House
    let hangUps: UnixSignalsSequence
    let notice: Notice

    var description: String { "reloading" }

    func run() async throws {
        for await _ in hangUps.cancelOnGracefulShutdown() {
            notice.give { try $0.isReloading() }
            do {
                try await house.listener.reloadCertificate()
            } catch {
                notice.log.error(
                    "the certificate was not read again; the old one stays", metadata: ["error": "\(error)"])
            }
            notice.give { try $0.isReady("Listens on \(house.address)") }
        }
    }
}
