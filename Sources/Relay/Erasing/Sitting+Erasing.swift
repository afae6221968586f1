import Procedure
import Proceedings
import Recorder
import Wire

// Words that are erased while a meeting is live: between two batches, so that nothing is ruled on what goes.
extension Sitting {
    /// What waits for its turn.
    struct Waiting: Sendable {
        let order: ErasureOrder
        let answer: CheckedContinuation<Result<Expunged, Problem>, Never>
    }

    /// - Returns: `nil` where the loop has ended: the archive has the record, or the server stops.
    func erase(_ order: ErasureOrder) async -> Result<Expunged, Problem>? {
        if inbox.isClosed { return nil }
        return await withCheckedContinuation {
            erasures.append(Waiting(order: order, answer: $0)); inbox.wake()
        }
    }

    func takeErasures() async {
        while !erasures.isEmpty {
            let next = erasures.removeFirst()
            next.answer.resume(returning: await carryOut(next.order))
        }
    }

    private func carryOut(_ order: ErasureOrder) async -> Result<Expunged, Problem> {
        guard isRecording else { return .failure(.notErased) }
        do throws(RecorderError) {
            let expunged = Expunged(order, from: try await store.allEntries(of: record))
            guard !expunged.plan.isEmpty else { return .success(expunged) }
            try await store.append(
                expunged.batch(expunged.entries(at: timeOfNext()), in: .meeting(listing)), to: record)
            try await readErased()
            return .success(expunged)
        } catch {
            guard error.code != .recordDamaged else { return .failure(.recordDamaged) }  // opening again mends nothing
            await stopRecording(after: error)
            return .failure(.notErased)
        }
    }

    /// Every reader starts anew from the state: whatever of a page held the words, it is made again.
    private func readErased() async throws(RecorderError) {
        try await readAgain()
        await gallery.forget(through: floor.minutes.position)
        await reseat(record) { _ in true }
        await sign()
    }
}

extension Problem {
    static let notErased = Problem(
        .notRecorded, "The server cannot write its record just now, so nothing was erased. Try again in a minute.")
}
