import Measures
import Proceedings
import Recorder
import Transport

/// How the house does, for who looks after it: what is well, what is not. Nothing of what is said, nor by whom.
struct HouseStatus: Sendable {
    let now: Instant
    let openedAt: Instant
    var recording = Recording()
    var copies = Copies()
    var connections = Transport.Readings.Connections()
    /// Meetings that are open or paused.
    var live = 0

    struct Recording: Sendable {
        /// Whether lines are taken.
        var isOn = true
        /// nil where none was since the start.
        var lastLine: Instant?
        var commits = Durations()
        /// For who is not root, bytes; nil where the system does not tell.
        var free: Int64?
    }

    struct Copies: Sendable {
        var lastBackup: Instant?
        /// When all records were last compared with what was signed.
        var lastInspection: Instant?
        /// Records that are not as they were recorded.
        var damaged = 0
        /// Whether they are compared at all.
        var isInspected = true
    }

    /// What needs somebody, by its word in the catalogue.
    enum Trouble: String, CaseIterable, Sendable {
        case readOnly = "read_only"
        case damaged, disk, slow, backup, full
    }

    var troubles: [Trouble] { Trouble.allCases.filter(isThere) }

    /// Bytes below which there is soon no room for lines.
    static let littleRoom: Int64 = 1_073_741_824
    /// Milliseconds after which a nightly backup has failed to come.
    static let oldBackup: Int64 = 36 * 3_600_000
    /// Seconds; a scribe notices it.
    static let slowSaving = 0.5

    private func isThere(_ trouble: Trouble) -> Bool {
        switch trouble {
        case .readOnly: !recording.isOn
        case .damaged: copies.damaged > 0
        case .disk: recording.free.map { $0 < Self.littleRoom } ?? false
        case .slow: recording.commits.bound(of: 0.99).map { $0 > Self.slowSaving } ?? false
        // A house of today has nothing to lose yet.
        case .backup: now.advanced(byMilliseconds: -Self.oldBackup) > copies.lastBackup ?? openedAt
        case .full: connections.limit > 0 && connections.all * 10 > connections.limit * 9
        }
    }
}

extension Transport.Readings.Connections {
    fileprivate var all: Int { webSocket + serverSentEvents + asking + idle }
}

extension Hub {
    /// - Parameter listing: Of which meeting the last line is told; nil: of all that are live.
    func status(of listing: Listing? = nil) async -> HouseStatus {
        var status = HouseStatus(now: now(), openedAt: openedAt)
        status.recording.isOn = await isRecording()
        status.recording.commits = await store.readings().commits
        do throws(RecorderError) { status.recording.free = try store.freeBytes() } catch { note(error) }
        status.copies.lastBackup = store.lastBackup()
        status.copies.lastInspection = inspectedAt
        status.copies.isInspected = site.inspectsEvery != nil
        status.copies.damaged = damaged.count
        status.connections = await listener.readings().connections
        for sitting in liveSittings {
            let (isOpen, last) = await sitting.lastSaved()
            if isOpen { status.live += 1 }
            if listing == nil {
                status.recording.lastLine = [status.recording.lastLine, last].compactMap(\.self).max()
            }
        }
        if let listing, let sitting = liveSitting(listing.record) {
            status.recording.lastLine = await sitting.lastSaved().at
        }
        return status
    }
}

extension Sitting {
    fileprivate func lastSaved() -> (isOpen: Bool, at: Instant?) {
        let phase = floor.minutes.phase
        return (phase == .open || phase == .paused, floor.entries.last?.acceptedAt)
    }
}
