import Logging
import Proceedings
import Publishing
import Recorder
import Relay
import Transport

extension House {
    /// Who is told when the record of a meeting is out.
    struct News {
        let audience: Meeting.Visibility
        /// Webhooks.
        let outlets: [Outlet]
        /// Addresses, and who hands letters on.
        let mail: [String]
        let from: String?
        let post: Postman?
    }
}

/// Tells the operator's outlets, on an event loop of its own.
struct NewsDesk {
    private let herald: Herald
    private let loop: EventLoop

    static func open(_ plan: House.Plan, for hub: Hub, presses: [Press], log: Logger) async throws -> NewsDesk? {
        guard let news = plan.news else { return nil }
        var outlets = news.outlets
        if let postman = news.post {
            let domain = await hub.mailDomain
            let from = news.from ?? "openfloor@\(domain)"
            outlets += news.mail.map { to in Outlet(Mail(to: to, from: from, post: { try await postman.post($0) })) }
        }
        try await hub.announce(outlets.map { RecordStore.Target(id: $0.id, audience: news.audience) })
        guard !outlets.isEmpty else { return nil }
        let loop = try EventLoop()
        let caller = Caller(loop: loop, log: log)
        return NewsDesk(herald: Herald(for: hub, presses: presses, outlets: outlets, caller: caller), loop: loop)
    }

    func run() async { await herald.run() }

    /// What is under way is broken off, and tried again after the next start.
    func close() async {
        await herald.close()
        await loop.stop()
    }
}
