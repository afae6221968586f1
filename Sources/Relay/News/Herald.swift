import Foundation
import Logging
import Proceedings
package import Publishing
import Recorder
package import Transport
import Wire

/// Tells those whom the operator has told of what happened: what waits in the record's own database, again and again with
/// growing pauses, also after the server was away.
package actor Herald {
    private let hub: Hub
    /// The house's own language first.
    private let presses: [Press]
    private let outlets: [String: Outlet]
    /// On an event loop of its own: looking up a name may hold one up.
    private let caller: Caller
    private var isOver = false

    package init(for hub: Hub, presses: [Press], outlets: [Outlet], caller: Caller) {
        self.hub = hub
        self.presses = presses
        self.outlets = Dictionary(outlets.map { ($0.id, $0) }) { first, _ in first }
        self.caller = caller
    }

    /// Until `close`; what is under way then is tried again after the next start.
    package func run() async {
        while !isOver {
            await tellWhatIsDue()
            do { try await Task.sleep(for: Self.pause) } catch { return }
        }
    }

    package func close() { isOver = true }

    private static let pause = Duration.milliseconds(500)
    /// Tried at once; a receiver that does not answer holds up so many others for as long as one waits for it.
    private static let atOnce = 8
    /// Seconds from each try to the next; after the last it is given up.
    static let pauses = [2, 10, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

    private func tellWhatIsDue() async {
        do throws(RecorderError) {
            let due = try await hub.store.dueDeliveries(at: hub.now(), pauses: Self.pauses, limit: Self.atOnce)
            guard !due.isEmpty else { return }
            await withDiscardingTaskGroup { group in
                for delivery in due { group.addTask { await self.tell(delivery) } }
            }
        } catch { await hub.note(error) }
    }

    private func tell(_ delivery: Delivery) async {
        let (outcome, isOver) = await tried(delivery)
        guard !self.isOver || isOver else { return }  // broken off by the end of the server, and tried after it
        let pause = delivery.tries < Self.pauses.count && !isOver ? Self.pauses[delivery.tries] : nil
        let now = hub.now()
        do throws(RecorderError) {
            try await hub.store.note(
                pause == nil && !isOver ? "given up: \(outcome)" : outcome, of: delivery, at: now,
                next: pause.map { now.advanced(byMilliseconds: Int64($0) * 1000) })
        } catch { await hub.note(error) }
        hub.log.info(
            "told an outlet",
            metadata: [
                "delivery": "\(delivery.id)", "event": "\(delivery.event)", "target": "\(delivery.target)",
                "outcome": "\(outcome)",
            ])
    }

    /// - Returns: What came of it, and whether there is no need to try again.
    private func tried(_ delivery: Delivery) async -> (outcome: String, isOver: Bool) {
        guard let outlet = outlets[delivery.target] else { return ("given up: nobody is told there any more", true) }
        do {
            guard try await hub.store.mayHear(delivery) else {
                return ("given up: the meeting is not for everyone now", true)
            }
            let listing = try await hub.listing(of: delivery.record)
            let transcript = try await hub.transcript(of: listing)
            switch outlet.way {
            case .webhook(let webhook):
                let body = news(delivery, of: listing, transcript.checkpoint)
                let status = try await webhook.send(body, id: delivery.id, at: hub.now(), by: caller)
                // 410: whoever is there wants no more of it.
                return ("answered \(status)", (200...299).contains(status) || status == 410)
            case .mail(let mail):
                let press = press(for: transcript)
                try await mail.post(try letter(delivery, to: mail, of: listing, transcript, by: press).bytes)
                return ("handed over", true)
            }
        } catch let error as TransportError {
            return ("\(error.code)", false)
        } catch let error as Problem {
            return ("not ready: \(error.code.rawValue)", false)
        } catch {
            return ("failed: \(error)", false)
        }
    }

    /// A letter is in the meeting's language, where the house has it.
    private func press(for transcript: Transcript) -> Press {
        let tag = transcript.minutes.meeting.language.tag
        return presses.first { $0.language == tag } ?? presses[0]
    }

    private func letter(
        _ delivery: Delivery, to mail: Mail, of listing: Listing, _ transcript: Transcript, by press: Press
    ) throws(PublishingError) -> Letter {
        let words = press.summary(of: try press.set(transcript)).plain(reading: press.words("letter_reading"))
        return Letter(
            from: mail.from, sender: hub.site.name, to: mail.to,
            subject: press.words("letter_subject").replacing("{title}", with: listing.title), at: delivery.at,
            id: delivery.id, words: words)
    }

    private func news(_ delivery: Delivery, of listing: Listing, _ checkpoint: Checkpoint?) -> [UInt8] {
        let address = hub.site.address(ofMeeting: listing.slug)
        return JSON.bytes(
            News(
                type: delivery.event, timestamp: LocalTime.machine(delivery.at),
                data: News.Facts(
                    record: listing.record.text, position: delivery.position.number, slug: listing.slug,
                    title: listing.title, visibility: listing.visibility.rawValue, address: address,
                    recordAddress: "\(address)/record", summaryAddress: "\(address)/summary",
                    checkpoint: checkpoint?.note)))
    }
}

/// What a webhook is told: where to read what happened, and none of the words said.
private struct News: Encodable {
    let type, timestamp: String
    let data: Facts

    struct Facts: Encodable {
        let record: String
        let position: Int
        let slug, title, visibility, address, recordAddress, summaryAddress: String
        let checkpoint: String?
    }
}
