import Logging
import Proceedings
import Recorder
import Wire

// Words that go for good, from a meeting's record or a series', live or closed.
extension Hub {
    /// What an order would take from a record, and from where else the same words would go.
    func preview(_ order: ErasureOrder, of target: Erasable) async throws(Problem) -> [(Erasable, Expunged)] {
        do throws(RecorderError) {
            let here = Expunged(order, from: try await store.allEntries(of: target.record))
            guard let (file, other) = try await copies(of: here, in: target, order) else { return [(target, here)] }
            return [
                (target, here), (.series(file), Expunged(other, from: try await store.allEntries(of: file.record))),
            ]
        } catch { throw unreadable(error) }
    }

    /// Carries an order out, there and where the same words stand in the record of the series.
    ///
    /// - Returns: What went, record by record.
    func erase(_ order: ErasureOrder, of target: Erasable) async throws(Problem) -> [(Erasable, Expunged)] {
        let here = try await carryOut(order, on: target)
        var done = [(target, here)]
        let series: (SeriesListing, ErasureOrder)?
        do throws(RecorderError) { series = try await copies(of: here, in: target, order) } catch {
            throw unreadable(error)
        }
        if let (file, other) = series {
            done.append((.series(file), try await carryOut(other, on: .series(file))))
        }
        await wereErased(done.filter { !$0.1.plan.isEmpty }.map { ($0.0.record, $0.1, order) })
        return done
    }

    /// Takes a name off links and answers, where nothing else has it.
    func unname(_ name: String, in targets: [Erasable], on ground: Erasure.Ground) async throws(Problem) {
        do throws(RecorderError) {
            for target in targets {
                try await store.unname(name, in: target.record, on: ground, by: .organiser, at: now())
            }
            try await admission.reread()
        } catch { throw unreadable(error) }
    }

    /// Everything in the house that may hold words of a record lets go of them. Whoever keeps anything made of records
    /// – an index, exports, mail that waits – joins here.
    private func wereErased(_ erased: [(record: RecordID, Expunged, ErasureOrder)]) async {
        for (record, expunged, order) in erased {
            await archive.forget(record)
            await similar.forget(record)
            await wordsUsed.forget()
            log.notice(
                "words were erased",
                metadata: [
                    "record": "\(record.text)", "lines": "\(expunged.plan.gone.count)",
                    "ground": "\(order.ground.rawValue)",
                ])
        }
        if erased.contains(where: { $0.2.wish.name != nil }) {
            do throws(RecorderError) { try await admission.reread() } catch { note(error) }
        }
    }

    private func carryOut(_ order: ErasureOrder, on target: Erasable) async throws(Problem) -> Expunged {
        if case .meeting(let listing) = target, let sitting = try await readable(listing) {
            switch await sitting.erase(order) {
            case .success(let expunged): return expunged
            case .failure(let problem): throw problem
            // It has closed and its readers were let go, or the server stops.
            case nil: if liveSitting(listing.record) != nil { throw .notErased }
            }
        }
        do throws(RecorderError) {
            switch target {
            case .series(let listing): return try await secretariat.erase(order, from: listing)
            case .meeting(let listing): return try await eraseArchived(order, listing)
            }
        } catch { throw unreadable(error) }
    }

    private func eraseArchived(_ order: ErasureOrder, _ listing: Listing) async throws(RecorderError) -> Expunged {
        while true {
            let expunged = Expunged(order, from: try await store.allEntries(of: listing.record))
            guard !expunged.plan.isEmpty else { return expunged }
            do throws(RecorderError) {
                try await store.append(expunged.batch(expunged.entries(at: now()), listing), to: listing.record)
            } catch {
                guard error.code == .movedOn else { throw error }
                continue  // somebody was quicker: what they did is read first
            }
            _ = try await store.sign(listing.record, at: now())
            return expunged
        }
    }

    /// - Returns: The series' part of it; `nil` where the meeting belongs to none.
    private func copies(
        of expunged: Expunged, in target: Erasable, _ order: ErasureOrder
    ) async throws(RecorderError) -> (SeriesListing, ErasureOrder)? {
        guard case .meeting(let listing) = target, !expunged.plan.isEmpty, !order.wish.isAlone,
            let file = try await secretariat.file(withMeeting: listing.record),
            let number = file.ledger.number(of: listing.record)
        else { return nil }
        var other = ErasureOrder(
            wish: Expunging.Wish(), ground: order.ground, reference: order.reference, by: order.by)
        other.sayings = expunged.sayings
        other.sources = Set(expunged.plan.positions.map { Series.Source(meeting: number, line: $0) })
        return (file.listing, other)
    }
}

/// A record that words may be erased from.
enum Erasable: Sendable {
    case meeting(Listing)
    case series(SeriesListing)

    var record: RecordID {
        switch self {
        case .meeting(let listing): listing.record
        case .series(let listing): listing.record
        }
    }
}
