import Logging
import Proceedings
import Recorder
import Wire

// What a disk changed by itself is found before anybody looks for it.
extension Hub {
    /// Compares every record with what was sealed and signed: soon after the house opened, and then again and again.
    /// Until cancelled; it takes a fifth of one CPU at most.
    func inspect() async {
        guard let every = site.inspectsEvery else { return }
        var pause = min(every, Self.firstInspection)
        while true {
            do {
                try await Task.sleep(for: pause)
                for record in try await store.records() { try await inspect(record) }
            } catch let error as RecorderError {
                note(error)
            } catch { return }  // cancelled
            pause = every
        }
    }

    private func inspect(_ record: RecordID) async throws {
        let began = ContinuousClock.now
        let verdict = try await store.verify(record)
        let isKnown = damaged.contains(record)
        if let fault = verdict.fault {
            damaged.insert(record)
            await archive.forget(record)
            await secretariat.forget(record)
            if !isKnown {
                log.critical(
                    "a record is not as it was recorded; restore the newest backup",
                    metadata: ["record": "\(record.text)", "fault": "\(fault)"])
            }
        } else if isKnown {
            damaged.remove(record)
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
