import Logging
import Procedure
import Proceedings
import Recorder
import Wire

// What a disk changed by itself is found before anybody looks for it.
extension Hub {
    /// Compares every record with what was sealed and signed: soon after the house opened, and then again and again.
    /// Until cancelled; after each record it rests four times as long as that took.
    func inspect() async {
        guard let every = site.inspectsEvery else { return }
        var pause = min(every, Self.firstInspection)
        while true {
            do {
                try await Task.sleep(for: pause)
                for record in try await store.records() { try await inspect(record) }
                inspectedAt = now()
            } catch let error as RecorderError {
                if Task.isCancelled { return }
                note(error)
            } catch { return }  // cancelled
            pause = every
        }
    }

    private func inspect(_ record: RecordID) async throws {
        let began = ContinuousClock.now
        let verdict = await store.verify(record)
        try Task.checkCancellation()  // one that was broken off says nothing of the record
        let isKnown = damaged.contains(record)
        if let fault = verdict.fault {
            damaged.insert(record)
            // Of what the disk does not give, the words in memory may be the last good ones.
            if !fault.isUnreadable {
                await archive.forget(record)
                await secretariat.distrust(record)
            }
            if !isKnown {
                log.critical(
                    "a record is not as it was recorded; restore the newest backup",
                    metadata: ["record": "\(record.text)", "fault": "\(fault)"])
            }
        } else if isKnown {
            damaged.remove(record)
            await archive.forget(record)
            log.notice("the record is sound again", metadata: ["record": "\(record.text)"])
        }
        try await Task.sleep(for: began.duration(to: .now) * 4)
    }

    /// - Returns: `nil` where the record is damaged: who shows many records shows the others.
    func floorIfSound(of listing: Listing) async throws(Problem) -> Floor? {
        do throws(Problem) { return try await floor(of: listing) } catch {
            guard error.code == .recordDamaged else { throw error }
            return nil
        }
    }

    private static let firstInspection = Duration.seconds(60)
}

extension Problem {
    static let recordDamaged = Problem(
        .recordDamaged,
        """
        What is stored of this record is not what was recorded and signed, so it is not shown. Whoever runs this server \
        can restore it from a backup; copies that were published before still verify.
        """)
}
