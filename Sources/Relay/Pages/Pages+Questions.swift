import Proceedings
import Wire

/// The page of all questions, with the form to ask one.
struct QuestionsView {
    var meeting: MeetingView
    /// Numbers of those this device supports.
    let supports: Set<Int>
    /// Client id of the form that asks, made by the server: sending twice is one question.
    let askFormID: String
    /// The same for each of the others.
    let formID: () -> String
    /// What the last form did.
    var said: String?
    var refusal: Problem?
    /// What was typed and refused, given back.
    var kept: FormFields?
    /// This device's own turn on the speakers list.
    var turn: Turn?
    /// What this device has answered, and where it said it follows from.
    var vote: OwnQuestions.Vote?
    var whereabouts: Whereabouts?
    /// This device may only read.
    var isBarred = false
}

/// What one device asked.
struct OwnQuestionsView {
    let meeting: MeetingView
    let asked: [Question]
    let isBarred: Bool
    /// The link that makes another device the same participant.
    let recovery: String
    /// Client ids for the forms.
    let formID: () -> String
}

extension Pages {
    func questions(_ view: QuestionsView) -> [UInt8] {
        let meeting = view.meeting
        let slotting = slotting(view)
        let others = meeting.minutes.questions.all.filter(\.state.isSettledWithout)
        var slots = barSlots(meeting).merging(askSlots(view)) { first, _ in first }
        slots.merge(slotting.lists) { first, _ in first }
        var floor = SpeakersListSlots(phrases, meeting)
        floor.formID = view.formID
        floor.own = view.turn
        floor.kept = view.kept
        slots["floor"] = floor.slots
        var polls = PollSlots(phrases, meeting)
        polls.formID = view.formID
        polls.vote = view.vote
        slots["polls"] = polls.slots
        var room = RoomSlots(phrases, meeting)
        room.formID = view.formID
        room.told = view.whereabouts
        slots.merge(room.slots) { $1 }
        slots["mineHref"] = "\(meeting.base)/questions/mine"
        slots["isPaused"] = meeting.minutes.questions.isPaused
        if view.isBarred { slots["barredWord"] = phrases.say("client_barred") }
        slots["hasOthers"] = !others.isEmpty
        slots["others"] = others.map { question -> Slots in
            var other: Slots = [
                "number": question.number, "label": slotting.label(question.number),
                "stateWord": slotting.stateWord(question.state),
                "time": question.history.last.map { slotting.clock.time($0.at) } ?? "",
            ]
            other["detail"] = slotting.detail(question.state)
            return other
        }
        let title = phrases.say("questions_title", ["title": meeting.minutes.meeting.title])
        return render("questions", title: title, slots)
    }

    func ownQuestions(_ view: OwnQuestionsView) -> [UInt8] {
        let meeting = view.meeting
        var slotting = QuestionSlots(phrases, meeting)
        slotting.formID = view.formID
        var slots = barSlots(meeting)
        slots["recovery"] = view.recovery
        if view.isBarred { slots["barredWord"] = phrases.say("client_barred") }
        slots["hasQuestions"] = !view.asked.isEmpty
        slots["questions"] = view.asked.reversed().map { question in
            var own = slotting.slots(question)
            own["label"] = slotting.label(question.number)
            own["words"] = question.asking?.wording.words
            own["amendFormID"] = view.formID()
            own["canAmend"] = question.state == .inReview && meeting.minutes.phase != .closed && !view.isBarred
            own["canWithdraw"] = question.state.mayBeWithdrawn && meeting.minutes.phase != .closed
            if question.state == .inReview, meeting.minutes.phase == .closed {
                own["detail"] = phrases.say("question_not_reviewed")
            }
            own["time"] = question.since.map(slotting.clock.time) ?? ""
            if question.publication?.isEdited == true {
                own["detail"] = [slotting.detail(question), question.publication.map { "“\($0.wording.words)”" }]
                    .compactMap(\.self).joined(separator: " ")
            }
            return own
        }
        return render("questions-mine", title: phrases.say("questions_own"), slots)
    }

    /// Asks whether this browser shall be the participant of a link.
    func device(_ view: MeetingView, token: String) -> [UInt8] {
        var slots = barSlots(view)
        slots["token"] = token
        return render("device", title: phrases.say("device_heading"), slots)
    }

    /// One question with its history. `nil` where nobody but staff and its asker may know of it.
    func question(_ number: Int, in view: QuestionsView) -> [UInt8]? {
        let meeting = view.meeting
        guard let question = meeting.minutes.questions[number] else { return nil }
        let slotting = slotting(view)
        let title = slotting.label(number)
        var slots = barSlots(meeting)
        slots["question"] = slotting.slots(question).merging(["answers": [Slots]()]) { _, new in new }
        slots["hasAnswers"] = !question.answers.isEmpty
        slots["answers"] = question.answers.map { position -> Slots in
            [
                "href": "\(meeting.base)/lines/\(position.number)",
                "label": phrases.say("client_line", ["n": String(position.number)]),
                "words": meeting.minutes.note(position)?.body?.words?.plain ?? phrases.say("client_removed"),
            ]
        }
        slots["history"] = question.history.map { step -> Slots in
            [
                "time": slotting.clock.time(step.at), "datetime": LocalTime.machine(step.at),
                "words": [slotting.stateWord(step.state), slotting.detail(step.state)].compactMap(\.self)
                    .joined(separator: ". "),
            ]
        }
        slots["glossary"] = wordsSlots(meeting)
        slots["questionTitle"] = title
        slots["questionAddress"] = "\(meeting.address)/questions/\(number)"
        slots["citation"] = "\(meeting.minutes.meeting.title), \(title.lowercased())"
        return render("question-page", title: "\(title), \(meeting.minutes.meeting.title)", slots)
    }

    /// The questions on a meeting's page, the same for all its readers; the page's program adds what is each reader's own.
    func questionSlots(_ view: MeetingView) -> Slots {
        var slotting = QuestionSlots(phrases, view)
        // One id for every form that supports: supporting keeps no receipt, so nothing is taken for a repeat.
        slotting.formID = { view.askFormID + "-support" }
        return moderationSlots(view).merging(slotting.lists) { first, _ in first }.merging([
            "questionsPaused": view.minutes.questions.isPaused, "askFormID": view.askFormID, "kept": Slots(),
        ]) { first, _ in first }
    }

    private func slotting(_ view: QuestionsView) -> QuestionSlots {
        var slotting = QuestionSlots(phrases, view.meeting)
        slotting.supports = view.supports
        slotting.formID = view.formID
        return slotting
    }

    private func askSlots(_ view: QuestionsView) -> Slots {
        var slots = moderationSlots(view.meeting)
        slots["askFormID"] = view.askFormID
        if view.said == "asked" { slots["said"] = phrases.say("questions_said") }
        slots["refusal"] = view.refusal.map(refusalSlots)
        slots["kept"] = ["text", "name", "organisation", "behalf"].reduce(into: Slots()) { kept, name in
            kept[name] = view.kept?["do"] == "ask" ? view.kept?[name] : nil
        }
        return slots
    }

    private func moderationSlots(_ view: MeetingView) -> Slots {
        let meeting = view.minutes.meeting
        return [
            "mayAsk": view.minutes.phase != .closed,
            "moderationWord": phrases.say("client_moderation_\(meeting.moderation.rawValue)"),
            "policy": meeting.moderationPolicy ?? phrases.say("moderation_policy"),
        ]
    }
}

extension Question.State {
    /// Ended without being put to the room: the public log of what the moderators did.
    var isSettledWithout: Bool {
        switch self {
        case .declined, .merged, .split, .unpublished: true
        default: false
        }
    }
}
