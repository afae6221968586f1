import Proceedings

extension Pages {
    /// The record's address before there is one: says when it will be there.
    package func recordAwaited(_ view: MeetingView) -> [UInt8] {
        var slots = barSlots(view)
        slots["awaitedWords"] = phrases.say(view.minutes.phase == .planned ? "awaited_planned" : "awaited_live")
        return render("record-awaited", title: phrases.say("awaited_heading"), slots)
    }
}
