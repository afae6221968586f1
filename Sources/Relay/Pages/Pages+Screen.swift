import Proceedings

extension Pages {
    /// More than a screen shows; what does not fit is cut off above.
    private static let screenLimit = 12
    /// Characters of an address that surely fit beside the notes.
    private static let row = 22

    /// The room's display: where the meeting is, how to join it from a phone, what was noted last. Nothing on it can be
    /// pressed, so that it is safe to mirror.
    package func screen(_ view: MeetingView) -> [UInt8] {
        let clock = LocalTime(view.minutes.meeting.timeZone, phrases)
        let lines = LineSlots(phrases: phrases, clock: clock, meeting: view.minutes.meeting, hasLinks: false)
        let block = view.block(of: Self.screenLimit)
        var slots = liveSlots(view)
        slots["kept"] = Self.screenLimit
        slots["lines"] = lines.list(Array(block.notes), pairedAmong: view.minutes.notes)
        slots["hasLines"] = !block.notes.isEmpty
        slots["begins"] = view.minutes.meeting.startsAt.map {
            phrases.say("screen_begins", ["when": clock.dateTime($0)])
        }
        slots["ended"] = phrases.say("screen_ended", ["address": view.shortAddress + "/record"])
        slots["host"] = String(view.shortAddress.dropLast(view.base.count))
        // A hyphen at the end of a row would be typed, or not.
        slots["pathKind"] = view.base.count <= Self.row ? "unbroken" : ""
        slots["joinCode"] = view.spacedCode
        slots.merge(RoomSlots(phrases, view).screenSlots) { $1 }
        slots["qr"] = qrSlots(view.address, label: phrases.say("screen_qr"))
        return render("screen", title: view.minutes.meeting.title, slots)
    }
}
