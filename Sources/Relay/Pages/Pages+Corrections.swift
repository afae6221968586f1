import Procedure
import Proceedings
import Wire

/// The versions of a record and what is suggested to put right, for everyone and for who decides.
struct CorrectionsView {
    /// With the role one acts in.
    let meeting: MeetingView
    /// Of this device, oldest first.
    var own: [Suggestion] = []
    /// Roles this browser may act in that decide here.
    var deciders: [Role] = []
    /// Client ids for the page's forms.
    let formID: () -> String
    var said = false
    var refusal: Problem?
    /// What was typed and refused, given back.
    var kept: FormFields?

    var mayDecide: Bool { meeting.role.leads }
}

/// The form to suggest other words for one line.
struct SuggestionView {
    let meeting: MeetingView
    let note: Note
    let formID: String
    var refusal: Problem?
    var kept: FormFields?
}

extension Pages {
    func corrections(_ view: CorrectionsView) -> [UInt8] {
        let minutes = view.meeting.minutes
        let editing = minutes.editing
        let isClosed = minutes.phase == .closed
        let clock = LocalTime(minutes.meeting.timeZone, phrases)
        var slots = barSlots(view.meeting)
        slots["role"] = view.meeting.role.rawValue
        slots["edition"] = isClosed ? editionWord(editing.edition, clock) : false
        slots["mayDecide"] = view.mayDecide
        slots["mayCirculate"] = view.mayDecide && isClosed && editing.edition != .final
        slots["mayMove"] = view.meeting.role == .organiser
        slots["isCirculated"] = editing.isCirculated
        slots["until"] = view.kept?["until"] ?? editing.until ?? ""
        slots["keptSlug"] = view.kept?["slug"] ?? view.meeting.slug
        let versions = versions(of: minutes, clock, base: view.meeting.base)
        slots["versions"] = versions
        slots["hasVersions"] = !versions.isEmpty
        let waiting = editing.suggestions.waiting
        slots["waiting"] = waiting.map { waitingSlots($0, view, clock) }
        slots["hasWaiting"] = !waiting.isEmpty
        slots["own"] = view.own.reversed().map { settledSlots($0, view.meeting, clock) }
        slots["hasOwn"] = !view.own.isEmpty
        let declined = editing.suggestions.all.filter { if case .declined = $0.state { true } else { false } }
        slots["declined"] = declined.reversed().map { settledSlots($0, view.meeting, clock) }
        slots["hasDeclined"] = !declined.isEmpty
        slots["deciders"] = view.deciders.map { role -> Slots in
            [
                "address": "\(view.meeting.base)/corrections?as=\(role.rawValue)",
                "words": phrases.say(
                    "corrections_decide_as", ["role": phrases.say("role_\(role.rawValue)").lowercased()]),
            ]
        }
        for name in ["circulate", "finalise", "move"] { slots["\(name)ID"] = view.formID() }
        slots["refusal"] = view.refusal.map(refusalSlots)
        slots["said"] = view.said ? phrases.say("scribe_said") : false
        return render(
            "corrections", title: phrases.say("corrections_title", ["title": minutes.meeting.title]), slots)
    }

    func suggestion(_ view: SuggestionView) -> [UInt8] {
        let minutes = view.meeting.minutes
        let number = String(view.note.position.number)
        let words = view.note.body?.words
        var slots = barSlots(view.meeting)
        slots["position"] = number
        slots["words"] = words?.plain ?? ""
        slots["typed"] = view.kept?["text"] ?? words?.marked ?? ""
        slots["why"] = view.kept?["why"] ?? ""
        slots["formID"] = view.formID
        slots["isDue"] = minutes.editing.until.map { LocalTime(minutes.meeting.timeZone, phrases).day($0) } ?? false
        slots["refusal"] = view.refusal.map(refusalSlots)
        return render("suggestion", title: phrases.say("suggestion_title", ["n": number]), slots)
    }

    /// What the link there says to who decides.
    func correctionsWord(_ waiting: Int) -> String {
        waiting == 0 ? phrases.say("corrections_heading") : phrases.count("corrections_waiting_count", waiting)
    }

    func editionWord(_ edition: Edition, _ clock: LocalTime) -> String {
        switch edition {
        case .draft: phrases.say("record.edition.draft")
        case .circulated(let until?): phrases.say("record.edition.circulated.until", ["day": clock.day(until)])
        case .circulated: phrases.say("record.edition.circulated")
        case .final: phrases.say("record.edition.final")
        }
    }

    /// Newest first, each with its number from 1.
    private func versions(of minutes: Minutes, _ clock: LocalTime, base: String) -> [Slots] {
        minutes.editing.steps.enumerated().map { place, step -> Slots in
            var slots: Slots = [
                "version": phrases.say("corrections_version", ["n": String(place + 1)]),
                "id": "v\(place + 1)", "read": "\(base)/record?version=\(place + 1)", "when": clock.dateTime(step.at),
                "datetime": LocalTime.machine(step.at),
                "who": step.by.map { phrases.say("role_\($0.rawValue)") } ?? false as Any, "what": "", "place": false,
                "why": false, "parts": [Slots](), "hasParts": false, "suggestion": false,
            ]
            switch step.change {
            case .closed: slots["what"] = phrases.say("record.edition.draft")
            case .circulated(let until): slots["what"] = editionWord(.circulated(until: until), clock)
            case .finalised: slots["what"] = phrases.say("record.edition.final")
            case .corrected(let line?):
                slots["what"] = phrases.say("corrections_corrected")
                slots["place"] = lineSlots(line, base)
                let note = minutes.note(line)
                guard let emendation = note?.emendations.first(where: { $0.position == step.position }) else {
                    slots["why"] = phrases.say("client_removed")
                    break
                }
                slots["why"] = emendation.cause?.words as Any? ?? false
                slots["suggestion"] = emendation.cause?.suggestion == nil ? false : phrases.say("corrections_by_reader")
                slots["parts"] = parts(from: emendation.former.plain, to: emendation.words.plain)
                slots["hasParts"] = true
            case .corrected(of: nil):
                slots["what"] = phrases.say("corrections_corrected")
                slots["why"] = phrases.say("client_removed")
            case .retracted(let line):
                slots["what"] = phrases.say("corrections_retracted")
                slots["place"] = lineSlots(line, base)
            }
            return slots
        }.reversed()
    }

    private func lineSlots(_ line: Position, _ base: String) -> Slots {
        [
            "href": "\(base)/lines/\(line.number)", "line": phrases.say("client_line", ["n": String(line.number)]),
        ]
    }

    private func parts(from old: String, to new: String) -> [Slots] {
        WordDiff(from: old, to: new).parts.map { part -> Slots in
            [
                "kept": part.change == .kept ? part.words as Any : false,
                "removed": part.change == .removed ? part.words as Any : false,
                "added": part.change == .added ? part.words as Any : false,
            ]
        }
    }

    private func waitingSlots(_ suggestion: Suggestion, _ view: CorrectionsView, _ clock: LocalTime) -> Slots {
        let isKept = view.kept?["number"] == String(suggestion.number)
        let current = view.meeting.minutes.note(suggestion.line)?.body?.words?.plain
        let text = suggestion.wording?.text ?? ""
        var slots = lineSlots(suggestion.line, view.meeting.base)
        slots.merge([
            "number": suggestion.number, "when": clock.dateTime(suggestion.at),
            "why": suggestion.wording?.why as Any? ?? false, "isGone": current == nil,
            "parts": current.map { parts(from: $0, to: InlineText(marked: text).plain) } ?? [],
            "typed": isKept ? view.kept?["text"] ?? text : text,
            "keptWhy": isKept ? view.kept?["why"] ?? "" : "",
            "keptReason": isKept ? view.kept?["reason"] ?? "" : "",
            "acceptID": view.formID(), "declineID": view.formID(),
        ]) { $1 }
        return slots
    }

    private func settledSlots(_ suggestion: Suggestion, _ meeting: MeetingView, _ clock: LocalTime) -> Slots {
        var slots = lineSlots(suggestion.line, meeting.base)
        slots["number"] = suggestion.number
        slots["when"] = clock.dateTime(suggestion.at)
        slots["words"] = suggestion.wording?.text as Any? ?? false
        slots["reason"] = false
        switch suggestion.state {
        case .waiting: slots["state"] = phrases.say("corrections_state_waiting")
        case .accepted: slots["state"] = phrases.say("corrections_state_accepted")
        case .declined(let reason):
            slots["state"] = phrases.say("corrections_state_declined")
            slots["reason"] = reason
        }
        return slots
    }
}
