import Proceedings
import Recorder
import Wire

// What a sitting does by the clock: drafts passed on, gauges told, checkpoints signed.
extension Sitting {
    func keepUp(_ beat: Beat, at now: Moment) async {
        if isLive { seenLive = now }
        await passDrafts(at: now)
        readers.expire(at: now)
        if beat.isMinute { await sign() }
        if supportGauge.isStale { await tellSupport(at: beat) }
        if pollGauge.isStale { await tellTurnout(at: beat) }
        if groupGauge.isStale { await tellGroups(at: beat) }
        guard beat.isSecond else { return }
        let followers = await self.followers()
        attendance.note(followers)
        await announce(followers, to: gauge.due(followers, at: beat.second))
    }

    private func tellSupport(at beat: Beat) async {
        guard supportGauge.isDue(at: beat, followers: await followers()) else { return }
        supportGauge.isStale = false
        for mix in [Audience.everyone, .staff] {
            await gallery.whisper(.support(floor.supportCounts), about: "support", to: mix)
        }
    }

    private func tellTurnout(at beat: Beat) async {
        guard pollGauge.isDue(at: beat, followers: await followers()) else { return }
        pollGauge.isStale = false
        guard let open = floor.minutes.polls.open else { return }
        for mix in [Audience.everyone, .staff] {
            await gallery.whisper(
                .poll(number: open.number, voted: floor.counted.ballots.voted), about: "poll", to: mix)
        }
    }

    private func tellGroups(at beat: Beat) async {
        guard groupGauge.isDue(at: beat, followers: await followers()) else { return }
        groupGauge.isStale = false
        for mix in [Audience.everyone, .staff] {
            await gallery.whisper(.members(floor.counted.groups.counts), about: "members", to: mix)
        }
    }

    /// Whether anybody has said where they are; who is there now need not be looked up otherwise.
    var knowsWhereabouts: Bool { !floor.counted.whereabouts.isEmpty }

    /// Tells where those are from who follow now, where that has changed; asked every few seconds.
    ///
    /// - Parameter present: Participants who follow now.
    func tellAudience(_ present: Set<Participant.ID>) async {
        attendance.seen.formUnion(floor.counted.unseen(among: present))
        let following = floor.counted.following(present)
        let behind = await gallery.behind()
        guard following != attendance.told || behind.peers != attendance.toldBehind else { return }
        if following != attendance.told { surroundings.following = following }
        attendance.told = following
        attendance.toldBehind = behind.peers
        await gallery.whisper(.audience(following, behind: nil), about: "audience", to: .everyone)
        await gallery.whisper(.audience(following, behind: behind), about: "audience", to: .staff)
    }

    func tellCheckpoint() async {
        guard let checkpoint = surroundings.checkpoint else { return }
        for mix in [Audience.everyone, .staff] {
            await gallery.whisper(.checkpoint(checkpoint), about: "checkpoint", to: mix)
        }
    }

    /// Readers have had time to hear of the close.
    func mayRetire(at now: Moment) -> Bool {
        !isLive && inbox.isEmpty && (seenLive.map { now - $0 >= Self.farewell } ?? true)
    }

    private static let farewell = Duration.seconds(5)

    /// At once, for whether the record takes lines has changed.
    func announceGauge() async {
        await announce(await followers(), to: [.everyone, .staff])
    }

    private func announce(_ followers: Int, to audiences: [Audience]) async {
        // Made anew each time: whether the record takes lines may change while one is on its way.
        for mix in audiences {
            await gallery.whisper(
                .gauge(followers: followers, isRecording: isRecording), about: "gauge", to: mix)
        }
        let pulse = ServerFrame.gauge(followers: followers, isRecording: isRecording).bytes
        guard pulse != gallery.pulse else { return }
        gallery.pulse = pulse
        await gallery.setPulse()
    }
}

extension Checkpoint {
    /// As pages show it; `nil` where the note is not one of this house's.
    var view: CheckpointView? {
        // C2SP tlog-checkpoint: origin, size, root in base64, each on a line.
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count > 2 ? CheckpointView(size: size, root: String(lines[2])) : nil
    }
}
