import Proceedings
import Wire

/// The organiser's page: what is next between a plan and a published record.
struct OrganiseView: Sendable {
    let meeting: MeetingView
    let visibility: Meeting.Visibility
    /// Another for each form.
    let formID: @Sendable () -> String
    var said = false
    /// Why the last command was refused.
    var refusal: Problem?
}

extension Pages {
    func organise(_ view: OrganiseView) -> [UInt8] {
        let minutes = view.meeting.minutes
        let phase = minutes.phase
        let edition = minutes.editing.edition
        let isClosed = phase == .closed
        let isOut = isClosed && edition != .draft
        var slots = barSlots(view.meeting)
        slots["said"] = view.said ? phrases.say("scribe_said") : false
        slots["refusal"] = view.refusal.map(refusalSlots)
        slots["planned"] = plannedWord(minutes)
        slots["visibilityWord"] = phrases.say("visibility_\(view.visibility.rawValue)")
        slots["hasSheet"] = view.visibility != .invited
        slots["isPlanned"] = phase == .planned
        slots["isLive"] = phase == .open || phase == .paused
        slots["isClosed"] = isClosed
        slots["isOut"] = isOut
        slots["isDraft"] = isClosed && edition == .draft
        slots["suggestions"] = isClosed ? correctionsWord(minutes.editing.suggestions.waiting.count) : false
        slots["edition"] = isClosed ? editionWord(edition, LocalTime(minutes.meeting.timeZone, phrases)) : false
        for name in ["rehearse", "open", "close", "circulate"] { slots["\(name)ID"] = view.formID() }
        let states = [
            "prepare": phase == .planned ? "now" : "done", "rehearse": "past",
            "hold": isClosed ? "done" : phase == .planned ? "next" : "now",
            "check": isOut ? "done" : isClosed ? "now" : "next", "publish": isOut ? "now" : "next",
        ]
        for (step, state) in states {
            slots["\(step)State"] = state
            slots["\(step)Word"] = phrases.say("organise_state_\(state)")
        }
        return render(
            "organise", title: phrases.say("organise_title", ["title": minutes.meeting.title]), slots)
    }

    /// What is planned, counted: so that a forgotten part is seen before the day.
    private func plannedWord(_ minutes: Minutes) -> String {
        let counts = [
            phrases.count("organise_items", minutes.meeting.agenda.count),
            phrases.count("organise_speakers", minutes.speakers.count),
            phrases.count("organise_groups", minutes.breakouts.all.count),
        ]
        return counts.joined(separator: " · ")
    }

    /// One page of paper: what the meeting is, and how everybody follows it.
    func sheet(_ view: MeetingView) -> [UInt8] {
        let meeting = view.minutes.meeting
        var slots = barSlots(view)
        slots["when"] = meeting.startsAt.map { LocalTime(meeting.timeZone, phrases).dateTime($0) }
        slots["place"] = meeting.place
        slots["shownAddress"] = view.address.trimmingPrefix(/https?:\/\//).description
        slots["joinCode"] = view.joinCode.map { "\($0.prefix(3)) \($0.dropFirst(3))" }
        slots["joinAddress"] =
            view.address.replacing("/m/\(view.slug)", with: "/join").trimmingPrefix(/https?:\/\//)
            .description
        slots["qr"] = qrSlots(view.address, label: phrases.say("link_qr", ["heading": meeting.title]))
        return render("sheet", title: phrases.say("sheet_title", ["title": meeting.title]), slots)
    }
}
