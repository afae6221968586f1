import Proceedings
import Wire

/// Breakout groups and what they report: for everyone, and for who forms and calls them.
struct BreakoutsView {
    /// With the role one acts in.
    let meeting: MeetingView
    /// Client ids for the page's forms.
    let formID: () -> String
    var said = false
    var refusal: Problem?
    /// What was typed and refused, given back.
    var kept: FormFields?
    /// A rapporteur's link, just made: which group's, and its address.
    var made: (number: Int, address: String)?
}

/// One group's report, for its rapporteur.
struct ReportView {
    let meeting: MeetingView
    let breakout: Breakout
    let formID: () -> String
    var said = false
    var refusal: Problem?
    var kept: FormFields?
}

extension Pages {
    /// Reports side by side; whoever leads the meeting forms groups here, gives out links and calls them back.
    func breakouts(_ view: BreakoutsView) -> [UInt8] {
        let minutes = view.meeting.minutes
        let isOver = minutes.phase == .closed
        let slotting = slotting(view.meeting, view.formID, view.kept)
        var slots = liveSlots(view.meeting)
        slots["blankReport"] = slotting.blankLine
        slots["mayLead"] = !isOver && view.meeting.role.leads
        slots["isLive"] = minutes.phase == .open || minutes.phase == .paused
        slots["mayChoose"] = !isOver && view.meeting.role == .attendee && !minutes.breakouts.all.isEmpty
        slots["isMember"] = view.meeting.role == .attendee && view.meeting.ownGroup != nil
        slots["heardWord"] = heardWord(minutes.meeting.reportsHeard)
        slots["breakouts"] = minutes.breakouts.all.map { breakout in
            slotting.group(breakout).merging([
                "made": view.made?.number == breakout.number ? linkSlots(view) as Any : false
            ]) { $1 }
        }
        slots["themes"] = slotting.themes
        slots["hasThemes"] = !minutes.themes.all.isEmpty
        slots["received"] = receivedWord(minutes.breakouts)
        slots["formID"] = view.formID()
        slots["settings"] = slotting.settings
        slots["strands"] = minutes.meeting.strands.map { ["words": $0, "isSet": $0 == view.kept?["strand"]] as Slots }
        if view.kept?["do"] == "breakout-form" { slots["keptName"] = view.kept?["name"] }
        slots["refusal"] = view.refusal.map(refusalSlots)
        if view.said { slots["said"] = phrases.say("scribe_said") }
        slots["placeFormID"] = view.formID()
        let title = phrases.say("breakouts_title", ["title": minutes.meeting.title])
        return render("breakouts", title: title, slots)
    }

    /// A form for each prompt, with the lines that are saved.
    func report(_ view: ReportView) -> [UInt8] {
        let minutes = view.meeting.minutes
        let breakout = view.breakout
        let slotting = slotting(view.meeting, view.formID, view.kept)
        var slots = liveSlots(view.meeting)
        slots.merge(slotting.plan(breakout)) { $1 }
        slots["isSignedOff"] = breakout.isReceived
        slots["mayWrite"] = !breakout.isReceived && (minutes.phase == .open || minutes.phase == .paused)
        slots["state"] = slotting.state(of: breakout)
        slots["hasLines"] = !breakout.lines.isEmpty
        slots["formID"] = view.formID()
        slots["prompts"] = slotting.prompts(of: breakout)
        slots["hintWord"] = phrases.say("report_hint_\(minutes.meeting.reportsHeard.rawValue)")
        slots["blankReport"] = slotting.blankLine
        slots["refusal"] = view.refusal.map(refusalSlots)
        if view.said { slots["said"] = phrases.say("scribe_said") }
        let title = phrases.say("report_title", ["name": breakout.plan.name, "title": minutes.meeting.title])
        return render("report", title: title, slots)
    }

    /// "2 of 3 reports received"; `nil` where there are no groups.
    func receivedWord(_ breakouts: Breakouts) -> String? {
        let all = breakouts.all
        guard !all.isEmpty else { return nil }
        return phrases.say(
            "client_breakouts_received", ["n": String(all.count { $0.isReceived }), "all": String(all.count)])
    }

    /// When reports are read here; `nil` where that goes without saying.
    private func heardWord(_ hearing: Breakout.Hearing) -> String? {
        hearing == .asWritten ? nil : phrases.say("breakouts_heard_\(hearing.rawValue)")
    }

    private func linkSlots(_ view: BreakoutsView) -> Slots? {
        view.made.map { made in
            let label = phrases.say("breakouts_link_made")
            return ["address": made.address, "qr": qrSlots(made.address, label: label) as Any? ?? false]
        }
    }

    private func slotting(_ view: MeetingView, _ formID: @escaping () -> String, _ kept: FormFields?) -> BreakoutSlots {
        var slotting = BreakoutSlots(phrases, view)
        slotting.formID = formID
        slotting.kept = kept
        return slotting
    }
}
