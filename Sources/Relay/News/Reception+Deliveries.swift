import HTTPTypes
import Proceedings
import Recorder
import Transport
import Wire

// What the operator's own outlets were told.
extension Reception {
    func deliveries() async throws(Problem) -> Response {
        struct Body: Encodable { let deliveries: [DeliveryView] }
        let known: [Delivery]
        do throws(RecorderError) { known = try await hub.store.deliveries(limit: 1000) } catch {
            throw await hub.unreadable(error)
        }
        var views: [DeliveryView] = []
        for delivery in known {
            let listing = try await hub.listingIfAny(of: delivery.record)
            views.append(DeliveryView(delivery, slug: listing?.slug ?? delivery.record.text))
        }
        return .json(JSON.bytes(Body(deliveries: views)))
    }
}

/// A delivery as the operator sees it.
package struct DeliveryView: Codable, Sendable {
    package let id, event, target, meeting, at: String
    /// `waiting`, `delivered`, `given-up`
    package let state: String
    package let tries: Int
    package let outcome: String
    /// Of the next try.
    package let next: String?

    init(_ delivery: Delivery, slug: String) {
        id = delivery.id
        event = delivery.event
        target = delivery.target
        meeting = slug
        at = LocalTime.machine(delivery.at)
        let isGivenUp = delivery.outcome.hasPrefix("given up") || delivery.outcome == "answered 410"
        state = delivery.settled == nil ? "waiting" : isGivenUp ? "given-up" : "delivered"
        tries = delivery.tries
        outcome = delivery.outcome
        next = delivery.due.map { LocalTime.machine($0) }
    }

    /// "2026-03-12T13:00:04Z meeting.closed third: delivered to webhook https://example.org:443/hook (answered 200, 1 try)"
    package var sentence: String {
        let about = [outcome, tries == 1 ? "1 try" : "\(tries) tries", next.map { "again at \($0)" }]
            .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
        return "\(at) \(event) \(meeting): \(state) to \(target) (\(about))"
    }
}
