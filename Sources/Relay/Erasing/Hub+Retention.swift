import Logging
import Proceedings
import Recorder
import Wire

// What only staff could read is kept for so many days, and then erased as anything else is.
extension Hub {
    /// Asked when the house opens, and each hour.
    func expire() async {
        guard let days = site.keepsPrivate else { return }
        let limit = now().advanced(byMilliseconds: -Int64(days) * 86_400_000)
        do throws(Problem) {
            for listing in try await listings() where listing.phase == .closed {
                // Who has just heard of the close may still be there.
                guard let closed = listing.closedAt, closed <= limit, liveSitting(listing.record) == nil else {
                    continue
                }
                try await expire(listing, before: limit)
            }
            for file in try await allSeries() { try await expire(file.listing, before: limit) }
        } catch {
            log.error("what was kept long enough could not be erased", metadata: ["code": "\(error.code.rawValue)"])
        }
    }

    private func expire(_ listing: Listing, before limit: Instant) async throws(Problem) {
        let last: Position
        let held, lines: [Position]
        do throws(RecorderError) {
            last = try await store.head(of: listing.record)?.last ?? .start
            guard expired[listing.record] != last else { return }
            held = try await store.privateWords(of: listing.record)
            // What a reader suggested only lately still waits for somebody to decide.
            let entries = held.isEmpty ? [] : try await store.allEntries(of: listing.record)
            lines = held.filter { entries[$0.number - 1].acceptedAt <= limit }
            if try await store.knowsParticipants(of: listing.record) {
                try await store.forgetParticipants(of: listing.record)
                await archive.forget(listing.record)
            }
        } catch {
            let problem = unreadable(error)
            if error.code == .recordDamaged { return }  // the others are not held up by it
            throw problem
        }
        if !lines.isEmpty { try await expire(lines, of: .meeting(listing)) }
        // Last, so that what failed is tried again.
        if lines.count == held.count { expired[listing.record] = last }
    }

    /// A series does not close: what came in goes as it gets old.
    private func expire(_ listing: SeriesListing, before limit: Instant) async throws(Problem) {
        let entries: [Entry]
        do throws(RecorderError) { entries = try await store.allEntries(of: listing.record) } catch {
            let problem = unreadable(error)
            if error.code == .recordDamaged { return }
            throw problem
        }
        let lines = entries.filter { entry in
            guard entry.acceptedAt <= limit else { return false }
            switch entry.line?.body {
            case .series(.commentReceived), .series(.inviteeSuggested): return true
            default: return false
            }
        }
        if !lines.isEmpty { try await expire(lines.map(\.position), of: .series(listing)) }
    }

    private func expire(_ lines: [Position], of target: Erasable) async throws(Problem) {
        let wish = Expunging.Wish(lines: Set(lines), isAlone: true)
        _ = try await erase(ErasureOrder(wish: wish, ground: .retention, reference: nil, by: nil), of: target)
    }
}
