import Logging
import ServiceLifecycle
import Transport
import UnixSignals

/// Runs a house until SIGTERM or SIGINT, and reads its certificate again on SIGHUP.
struct Caretaker {
    let house: House
    let log: Logger
    /// Says that the house is open. Not before signals are heard: who starts us may end us as soon as it reads that.
    let greeting: @Sendable () async throws -> Void
    /// Runs beside the house; its end does not end the house.
    var companion: (@Sendable () async throws -> Void)?

    func run() async throws {
        let hangUps = await UnixSignalsSequence(trapping: .sighup)
        let services = ServiceGroup(
            configuration: .init(
                services: [
                    .init(
                        service: HouseService(house: house, greeting: greeting),
                        successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: Reloading(house: house, hangUps: hangUps, log: log)),
                ], gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
        try await withThrowingDiscardingTaskGroup { group in
            if let companion { group.addTask { await accompany(companion) } }
            try await services.run()
            group.cancelAll()
        }
        try await house.close()
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

/// The house as a service: a graceful shutdown says goodbye first.
private struct HouseService: Service {
    let house: House
    let greeting: @Sendable () async throws -> Void

    func run() async throws {
        try await greeting()
        await withGracefulShutdownHandler {
            await house.run()
        } onGracefulShutdown: {
            Task { await house.stop() }
        }
    }
}

private struct Reloading: Service {
    let house: House
    let hangUps: UnixSignalsSequence
    let log: Logger

    func run() async throws {
        for await _ in hangUps.cancelOnGracefulShutdown() {
            do {
                try await house.listener.reloadCertificate()
            } catch {
                log.error("the certificate was not read again; the old one stays", metadata: ["error": "\(error)"])
            }
        }
    }
}
