import ArgumentParser
import Logging
import Relay
import Transport

/// The operator's figures, on a port of their own beside the house's.
struct Figures {
    private let desk: MetricsDesk
    private let listener: Listener
    private let place: Address

    static func open(_ plan: House.Plan, for hub: Hub, on loop: EventLoop, log: Logger) async throws -> Figures? {
        guard let (host, port) = plan.metrics else { return nil }
        let listener = Listener(loop: loop, settings: MetricsDesk.settings(host: host, port: port), log: log)
        let place = try await listener.open()
        return Figures(desk: MetricsDesk(for: hub, on: listener), listener: listener, place: place)
    }

    var address: String { "\(place)/metrics" }

    /// Until `close`.
    func run() async { await desk.run() }

    func close() async { await listener.close(code: 1001, reason: "") }
}
