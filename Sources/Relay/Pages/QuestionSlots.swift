import Proceedings

/// Questions as the partial `question` wants them; what there is nothing to say of is left out.
struct QuestionSlots {
    let phrases: Phrases
    let clock: LocalTime
    let view: MeetingView
    /// Those this device supports; none where the page is the same for all.
    var supports: Set<Int> = []
    /// Client ids for the forms.
    var formID: () -> String = { "" }

    init(_ phrases: Phrases, _ view: MeetingView) {
        self.phrases = phrases
        self.view = view
        clock = LocalTime(view.minutes.meeting.timeZone, phrases)
    }

    /// What the partial `question-lists` wants: the one on now, those that wait, those that are done with.
    var lists: Slots {
        let questions = view.minutes.questions
        let shown = questions.all.filter { $0.publication != nil && $0.number != questions.onNow }
        let onNow = questions.onNow.flatMap { questions[$0] }
        let open = shown.filter(\.state.isOpen).sorted(by: isBefore)
        let answered = shown.filter { !$0.state.isOpen && $0.state.isKept }
        return [
            "onNow": [onNow].compactMap(\.self).map(slots), "open": open.map(slots), "answered": answered.map(slots),
            "hasOpen": onNow != nil || !open.isEmpty, "hasAnswered": !answered.isEmpty,
            "openCount": open.count + (onNow?.state.isOpen == true ? 1 : 0),
        ]
    }

    func slots(_ question: Question) -> Slots {
        let isSupported = supports.contains(question.number)
        let isOnNow = view.minutes.questions.onNow == question.number
        var slots: Slots = [
            "number": question.number, "href": "\(view.base)/questions/\(question.number)",
            "state": question.state.word, "stateWord": stateWord(question.state, isOnNow: isOnNow),
            "supportLabel": label(question.number), "count": view.support[question.number, default: 0],
            "supportWord": phrases.say(isSupported ? "client_supported" : "client_support"),
            "canSupport": question.state.isOpen && question.publication != nil && view.minutes.phase != .closed,
            "isSupported": isSupported, "formID": formID(), "answers": question.answers.map(answer),
        ]
        let wording = question.publication?.wording ?? question.asking?.wording
        slots["words"] = wording?.words
        slots["who"] = wording.flatMap(who)
        slots["detail"] = detail(question)
        return slots
    }

    /// The partial with every part in it, for the page's program to clone and fill.
    var blank: Slots {
        [
            "number": "", "href": "", "words": " ", "who": " ", "state": "", "stateWord": " ", "supportLabel": " ",
            "count": "", "supportWord": "", "canSupport": true, "isSupported": false, "formID": "", "detail": " ",
            "answers": [Slots](),
        ]
    }

    /// "Question 4"
    func label(_ number: Int) -> String { phrases.say("client_question_n", ["n": String(number)]) }

    func stateWord(_ state: Question.State, isOnNow: Bool = false) -> String {
        let word = isOnNow && state == .answered ? "now_answered" : state.word.replacing("-", with: "_")
        return phrases.say("client_question_\(word)")
    }

    /// Why it stands as it does and where it came from, in sentences.
    func detail(_ question: Question) -> String? {
        var sentences = [detail(question.state)]
        if let origin = question.publication?.splitFrom {
            sentences.append(phrases.say("client_question_is_from", ["from": String(origin)]))
        }
        if question.publication?.isEdited == true { sentences.append(phrases.say("client_question_is_edited")) }
        let said = sentences.compactMap(\.self)
        return said.isEmpty ? nil : said.joined(separator: " ")
    }

    func detail(_ state: Question.State) -> String? {
        switch state {
        case .declined(let reason), .unpublished(let reason?):
            return phrases.say("client_question_is_why", ["reason": reason])
        case .merged(let other): return phrases.say("client_question_is_merged", ["n": String(other)])
        case .split(let parts):
            return phrases.say("client_question_is_split", ["n": parts.map(String.init).joined(separator: ", ")])
        case .takenAway(let owner, let due):
            let places = ["owner": owner ?? "", "date": due.map(clock.day) ?? ""]
            switch (owner, due) {
            case (_?, _?): return phrases.say("client_question_is_owner_due", places)
            case (_?, nil): return phrases.say("client_question_is_owner", places)
            case (nil, _?): return phrases.say("client_question_is_due", places)
            case (nil, nil): return nil
            }
        default: return nil
        }
    }

    /// By whom, for whom, and whether from the room.
    private func who(_ wording: Question.Wording) -> String? {
        let name = [wording.name, wording.organisation].compactMap(\.self).joined(separator: ", ")
        let parts = [
            name.isEmpty ? nil : name, wording.behalf.map { phrases.say("client_question_behalf", ["name": $0]) },
            wording.isFromRoom ? phrases.say("client_question_room") : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    func answer(_ position: Position) -> Slots {
        let number = String(position.number)
        return [
            "href": "\(view.base)/lines/\(number)", "words": phrases.say("client_question_answer", ["n": number]),
        ]
    }

    /// Next first, then by support, then by number.
    private func isBefore(_ one: Question, _ other: Question) -> Bool {
        func key(_ question: Question) -> (Int, Int, Int) {
            (question.state == .next ? 0 : 1, -view.support[question.number, default: 0], question.number)
        }
        return key(one) < key(other)
    }
}

extension Question.State {
    /// Shown among the others once it is no longer open.
    fileprivate var isKept: Bool {
        switch self {
        case .answered, .takenAway, .carriedForward: true
        default: false
        }
    }
}
