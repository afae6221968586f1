import Proceedings

extension Pages {
    /// More than a screen shows; what does not fit is cut off above.
    private static let screenLimit = 12

    /// The room's display: where the meeting is, how to join it from a phone, what was noted last. Nothing on it can be
    /// pressed, so that it is safe to mirror.
    package func screen(_ view: MeetingView) -> [UInt8] {
        let clock = LocalTime(view.minutes.meeting.timeZone, phrases)
        let lines = LineSlots(phrases: phrases, clock: clock, agenda: view.minutes.meeting.agenda)
        var slots = liveSlots(view).merging(joinSlots(view)) { first, _ in first }
        let block = view.block(of: Self.screenLimit)
        slots["lines"] = lines.list(Array(block.notes))
        slots["hasLines"] = !block.notes.isEmpty
        slots["begins"] = view.minutes.meeting.startsAt.map {
            phrases.say("screen_begins", ["when": clock.dateTime($0)])
        }
        slots["ended"] = phrases.say(
            "screen_ended", ["address": view.address.droppingPrefix(["https://", "http://"]) + "/record"])
        return render("screen", title: view.minutes.meeting.title, slots)
    }

    private func joinSlots(_ view: MeetingView) -> Slots {
        var slots: Slots = [
            "host": view.address.droppingPrefix(["https://", "http://"]).droppingSuffix(view.base),
            "timeZone": view.minutes.meeting.timeZone,
        ]
        slots["joinCode"] = view.joinCode.map { "\($0.prefix(3)) \($0.dropFirst(3))" }
        slots["qr"] = QRCode(view.address).map { code in
            ["size": code.size, "path": code.path, "label": phrases.say("screen_qr")] as Slots
        }
        return slots
    }
}
