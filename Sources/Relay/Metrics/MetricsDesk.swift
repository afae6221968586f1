import HTTPTypes
package import Transport

/// `/metrics`, on a listener of its own: for the operator's monitoring, never on the port people use.
package struct MetricsDesk: Sendable {
    private let hub: Hub
    private let listener: Listener

    package init(for hub: Hub, on listener: Listener) {
        self.hub = hub
        self.listener = listener
    }

    /// Few may ask, and they may ask when the house is full.
    package static func settings(host: String, port: Int) -> Listener.Settings {
        var settings = Listener.Settings(host: host, port: port)
        settings.maxBody = 0
        settings.limits.connections = 16
        settings.limits.surplus = 4
        settings.spareDescriptors = 16
        settings.upgradeRefusal = { _ in .plain("Here is /metrics and nothing else.\n", status: .notFound) }
        return settings
    }

    /// Answers until the listener closes.
    package func run() async {
        for await case .asked(let request) in listener.arrivals {
            await listener.answer(request.peer, with: await answer(to: request))
        }
    }

    private func answer(to request: Request) async -> Response {
        guard request.path == "/metrics", request.method == .get || request.method == .head else {
            return .plain("Here is /metrics and nothing else.\n", status: .notFound)
        }
        return Response(
            status: .ok, headers: [.contentType: Exposition.contentType, .cacheControl: "no-store"],
            body: Array(await hub.readings().exposition.utf8))
    }
}
