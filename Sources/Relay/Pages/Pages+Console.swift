import Proceedings
import Wire

/// The facilitator's console.
struct ConsoleView {
    /// With the role one acts in.
    let meeting: MeetingView
    /// Client ids for the page's forms.
    let formID: () -> String
    let now: Instant
    var said = false
    var refusal: Problem?
    /// What was typed and refused, given back.
    var kept: FormFields?
}

extension Pages {
    /// Now and the agenda; what waits for a decision, what waits for the room; the room itself.
    func console(_ view: ConsoleView) -> [UInt8] {
        let meeting = view.meeting
        let questions = meeting.minutes.questions
        var slotting = QuestionSlots(phrases, meeting)
        slotting.formID = view.formID
        let onNow = questions.onNow.flatMap { questions[$0] }
        let others = questions.open.filter { $0.number != questions.onNow }
        func cases(_ questions: [Question]) -> [Slots] { questions.map { caseSlots($0, slotting, view) } }
        var slots: Slots = liveSlots(meeting).merging(controlSlots(meeting, on: "console", formID: view.formID)) {
            first, _ in first
        }
        var floor = SpeakersListSlots(phrases, meeting)
        floor.formID = view.formID
        floor.now = view.now
        floor.kept = view.kept
        slots["floor"] = floor.slots.merging(["askReally": view.refusal?.code == .justCalled]) { $1 }
        slots.merge(roomSlots(view)) { $1 }
        var safeguards = SafeguardSlots(phrases, meeting)
        safeguards.formID = view.formID
        safeguards.kept = view.kept
        slots.merge(safeguards.slots) { $1 }
        slots["inReview"] = cases(questions.inReview)
        slots["onNow"] = cases([onNow].compactMap(\.self))
        slots["shortlist"] = cases(others.filter { $0.state == .next })
        slots["waiting"] = cases(
            others.filter { $0.state == .published }.sorted {
                (meeting.support[$1.number, default: 0], $0.number) < (
                    meeting.support[$0.number, default: 0], $1.number
                )
            })
        slots["settled"] = cases(
            questions.shown.filter { !$0.state.isOpen && $0.state != .inReview && $0.number != questions.onNow }
                .reversed())
        slots["reviewCount"] = questions.inReview.count
        slots["questionsPaused"] = questions.isPaused
        slots["moderationWord"] = phrases.say("client_moderation_\(meeting.minutes.meeting.moderation.rawValue)")
        slots["questionsFormID"] = view.formID()
        slots["moderationFormID"] = view.formID()
        slots["reasons"] = ["off_topic", "answered_before", "names", "unclear", "abuse"].map {
            phrases.say("decline_\($0)")
        }
        slots["blankCase"] = caseSlots(Question.blank, slotting, view).merging([
            "number": "", "formID": "", "mayBar": true,
        ]) { $1 }
        slots["blankBarred"] = safeguards.blank
        if view.said { slots["said"] = phrases.say("scribe_said") }
        slots["refusal"] = view.refusal.map(refusalSlots)
        slots["askReally"] = [.itemsOpen, .justTakenUp].contains(view.refusal?.code)
        let title = phrases.say("console_title", ["title": meeting.minutes.meeting.title])
        return render("console", title: title, slots)
    }

    /// Shows of hands, the audience, and what is put up for everyone.
    private func roomSlots(_ view: ConsoleView) -> Slots {
        var polls = PollSlots(phrases, view.meeting)
        polls.formID = view.formID
        polls.kept = view.kept
        var room = RoomSlots(phrases, view.meeting)
        room.formID = view.formID
        var slots = room.slots.merging(room.deskSlots) { $1 }
        slots["polls"] = polls.slots
        if let kept = view.kept, ["poll-open", "announce"].contains(kept["do"]) {
            slots["kept"] = kept.all.merging(["do\(kept["do"] ?? "")": "true"]) { first, _ in first }
        }
        return slots
    }

    /// Where the voice finds what to read into the room.
    func voice(_ view: ConsoleView) -> [UInt8] {
        var floor = SpeakersListSlots(phrases, view.meeting)
        floor.formID = view.formID
        var slots = liveSlots(view.meeting)
        slots["floor"] = floor.slots
        slots["voiceFormID"] = view.formID()
        if view.said { slots["said"] = phrases.say("scribe_said") }
        slots["refusal"] = view.refusal.map(refusalSlots)
        return render(
            "voice", title: phrases.say("voice_title", ["title": view.meeting.minutes.meeting.title]), slots)
    }

    private func caseSlots(_ question: Question, _ slotting: QuestionSlots, _ view: ConsoleView) -> Slots {
        var slots = slotting.slots(question)
        let isOnNow = question.number != 0 && view.meeting.minutes.questions.onNow == question.number
        // A question before the room stays there when it is answered, and what may be done is then the same.
        slots["stage"] = isOnNow ? Question.State.onNow.word : question.state.word
        slots["placeFormID"] = view.formID()
        slots["publishFormID"] = view.formID()
        slots["kept"] = view.kept.flatMap { $0["number"] == String(question.number) ? $0["text"] : nil }
        slots["supportWord"] = phrases.count("client_supporters", view.meeting.support[question.number, default: 0])
        slots["noticed"] = SafeguardSlots(phrases, view.meeting).noticed(of: question)
        slots["mayBar"] = view.meeting.minutes.mayBar(askerOf: question)
        slots["asked"] = question.asking?.wording.words ?? question.publication?.wording.words ?? ""
        slots["since"] = question.since?.milliseconds ?? 0
        slots["waited"] = question.since.map { waited(since: $0, at: view.now) } ?? ""
        return slots
    }

    private func waited(since: Instant, at now: Instant) -> String {
        let minutes = Int((now.milliseconds - since.milliseconds) / 60_000)
        return minutes > 0 ? phrases.count("client_waited", minutes) : ""
    }
}

extension Question {
    /// None: what the page's program fills in.
    fileprivate static var blank: Question { Question(number: 0) }
}
