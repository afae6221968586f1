import Proceedings
import Wire

// What a sitting does by the clock: drafts passed on, gauges told, checkpoints signed.
extension Sitting {
    func keepUp(_ beat: Beat, at now: Instant) async {
        await passDrafts(at: now)
        readers.expire(at: now)
        if beat.isMinute { await sign() }
        if supportGauge.isStale { await tellSupport(at: beat) }
        guard beat.isSecond else { return }
        let followers = await gallery.followers()
        await announce(followers, to: gauge.due(followers, at: beat.second))
    }

    private func tellSupport(at beat: Beat) async {
        guard supportGauge.isDue(at: beat, followers: await gallery.followers()) else { return }
        supportGauge.isStale = false
        for mix in [Audience.everyone, .staff] {
            await gallery.whisper(.support(floor.supportCounts), about: "support", to: mix)
        }
    }

    /// Readers have had time to hear of the close.
    func mayRetire(at now: Instant) -> Bool {
        guard let closed = floor.minutes.times.closed else { return false }
        return inbox.isEmpty && closed.advanced(byMilliseconds: 5_000) <= now
    }

    /// At once, for whether the record takes lines has changed.
    func announceGauge() async {
        await announce(await gallery.followers(), to: [.everyone, .staff])
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
