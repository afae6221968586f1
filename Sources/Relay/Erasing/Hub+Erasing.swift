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
        var done: [(Erasable, Expunged)] = []
        do throws(Problem) {
            // Copies go first: where they cannot, the original stays too, and the order can be given again.
            done = try await eraseCopies(of: try await preview(order, of: target)[0].1, in: target, order)
            let here = try await carryOut(order, on: target)
            done.insert((target, here), at: 0)
            done += try await eraseCopies(of: here, in: target, order)  // made meanwhile
        } catch {
            await wereErased(done, by: order)
            throw error
        }
        await wereErased(done, by: order)
        return done
    }

    /// Takes a name off links and answers that have it still.
    ///
    /// - Parameter records: `nil` among them means the links to the whole house.
    func unname(_ name: String, in records: [RecordID?], on ground: Erasure.Ground) async throws(Problem) {
        do throws(RecorderError) {
            for record in records {
                let labels = try await store.labels(named: name, in: record)
                guard labels.links + labels.ballots > 0 else { continue }
                try await store.unname(name, in: record, on: ground, by: .organiser, at: now())
            }
            try await admission.reread()
        } catch { throw unreadable(error) }
    }

    /// Everything in the house that may hold words of a record lets go of them. Whoever keeps anything made of records
    /// – an index, exports, mail that waits – joins here.
    private func wereErased(_ done: [(target: Erasable, expunged: Expunged)], by order: ErasureOrder) async {
        let erased = done.filter { !$0.expunged.plan.isEmpty }
        for (target, expunged) in erased {
            await archive.forget(target.record)
            await similar.forget(target.record)
            await wordsUsed.forget()
            log.notice(
                "words were erased",
                metadata: [
                    "record": "\(target.record.text)", "lines": "\(expunged.plan.gone.count)",
                    "ground": "\(order.ground.rawValue)",
                ])
        }
        if !erased.isEmpty, order.wish.name != nil {
            do throws(RecorderError) { try await admission.reread() } catch { note(error) }
        }
        // What the index's file refuses says nothing of the record's.
        do throws(RecorderError) { try await librarian.refresh(erased.map(\.target.record)) } catch {
            log.error("the search’s index may still hold erased words", metadata: ["error": "\(error)"])
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
                try await store.append(
                    expunged.batch(expunged.entries(at: now()), in: .meeting(listing)), to: listing.record)
            } catch {
                guard error.code == .movedOn else { throw error }
                continue  // somebody was quicker: what they did is read first
            }
            _ = try await store.sign(listing.record, at: now())
            return expunged
        }
    }

    private func eraseCopies(
        of expunged: Expunged, in target: Erasable, _ order: ErasureOrder
    ) async throws(Problem) -> [(Erasable, Expunged)] {
        do throws(RecorderError) {
            guard let (file, other) = try await copies(of: expunged, in: target, order) else { return [] }
            return [(.series(file), try await secretariat.erase(other, from: file))]
        } catch { throw unreadable(error) }
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
