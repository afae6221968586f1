import Logging
import ServiceLifecycle
import Transport
import UnixSignals

/// Runs a house until SIGTERM or SIGINT, and reads its certificate again on SIGHUP.
struct Caretaker {
    let house: House
    let log: Logger
    /// Runs beside the house; its end does not end the house.
    var companion: (@Sendable () async throws -> Void)?

    func run() async throws {
        let services = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: HouseService(house: house), successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: Reloading(house: house, log: log)),
                ], gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let companion { group.addTask { try await companion() } }
            try await services.run()
            group.cancelAll()
        }
        try await house.close()
    }
}

/// The house as a service: a graceful shutdown says goodbye first.
private struct HouseService: Service {
    let house: House

    func run() async throws {
        await withGracefulShutdownHandler {
            await house.run()
        } onGracefulShutdown: {
            Task { await house.stop() }
        }
    }
}

private struct Reloading: Service {
    let house: House
    let log: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            do {
                try await house.listener.reloadCertificate()
            } catch {
                log.error("the certificate was not read again; the old one stays", metadata: ["error": "\(error)"])
            }
        }
    }
}
