import Proceedings

// Questions: asked, looked at, put to the room, answered.
extension Chamber {
    func question(
        _ command: Command, from author: Participant, at now: Instant, holders: () -> [String]
    ) throws(Refusal) -> [Line.Body] {
        switch command {
        case .ask(let wording): return try asked(wording, by: author, holders)
        case .amend(let number, let words): return [try amended(number, words, by: author, holders)]
        case .withdraw(let number): return try withdrawn(number, by: author)
        case .support(let number, _): return try supported(number, by: author)
        case .place(let number, let place): return try placed(number, place)
        case .answer(let number, let line): return [try answered(number, by: try heard(line).position)]
        case .takeAway(let number, let owner, let due): return [try takenAway(number, owner: owner, due: due, at: now)]
        case .pauseQuestions:
            guard !minutes.questions.isPaused else { throw .questionsPaused }
            return [.questionsPaused]
        case .resumeQuestions:
            guard minutes.questions.isPaused else { throw .already(minutes.phase) }
            return [.questionsResumed]
        case .setModeration(let moderation): return [.moderationChanged(moderation)]
        default: return try moderated(command)
        }
    }

    /// A scribe's `/a`: the note, and that it answers the question named, or the one before the room.
    func answer(_ note: Line.Body, to number: Int?) throws(Refusal) -> [Line.Body] {
        guard let number = number ?? minutes.questions.onNow else { throw .noQuestion }
        return [note, try answered(number, by: minutes.position.next)]
    }

    /// What is still open when the meeting closes: who speaks has spoken, and what was taken away stays so.
    var carriedForward: [Line.Body] {
        minutes.questions.open.map { .questionCarried($0.number) }
            + (minutes.speakersList.speaking.map { [.turnEnded($0)] } ?? [])
    }

    func standing(question number: Int) throws(Refusal) -> Question {
        guard let question = minutes.questions[number] else { throw .unknownQuestion(number) }
        return question
    }

    private func asked(
        _ wording: Question.Wording, by author: Participant, _ holders: () -> [String]
    ) throws(Refusal) -> [Line.Body] {
        let questions = minutes.questions
        if author.role == .attendee {
            guard author.id != "" else { throw .noToken }
            guard !questions.isPaused else { throw .questionsPaused }
            guard questions.inReview.count < Limit.questionsInReview else {
                throw .queueFull(limit: Limit.questionsInReview)
            }
            let waiting = questions.inReview.count { $0.asking?.asker == author.id }
            guard waiting < Limit.questionsPerAsker else {
                throw .tooMany(what: "questions of yours in review", limit: Limit.questionsPerAsker)
            }
        }
        guard questions.highest < Limit.questions else { throw .tooMany(what: "questions", limit: Limit.questions) }
        let number = questions.highest + 1
        let wording = try checked(wording, isFromRoom: author.role != .attendee)
        // Staff do not approve themselves.
        let noticed = author.role == .attendee ? noticed(in: wording, holders) : nil
        let received = Line.Body.questionReceived(number, wording, asker: author.id, noticed: noticed)
        let isForReview = minutes.meeting.moderation == .before || noticed != nil
        guard author.role == .attendee, isForReview else {
            return [received, .questionPublished(number, wording, isEdited: false, splitFrom: nil)]
        }
        return [received]
    }

    private func amended(
        _ number: Int, _ words: String, by author: Participant, _ holders: () -> [String]
    ) throws(Refusal) -> Line.Body {
        let (question, asking) = try own(number, of: author)
        guard question.state == .inReview else { throw .questionIs(number, question.state) }
        let former = asking.wording
        let wording = try checked(
            Question.Wording(words, name: former.name, organisation: former.organisation, behalf: former.behalf),
            isFromRoom: former.isFromRoom)
        guard wording != former else { throw .already(minutes.phase) }
        return .questionAmended(
            number, wording, asker: author.id, since: asking.since, noticed: noticed(in: wording, holders))
    }

    private func withdrawn(_ number: Int, by author: Participant) throws(Refusal) -> [Line.Body] {
        let (question, _) = try own(number, of: author)
        guard question.state.mayBeWithdrawn else { throw .questionIs(number, question.state) }
        let taken = Line.Body.questionUnpublished(number, reason: nil)
        return [.questionWithdrawn(number)] + (question.publication == nil ? [] : [taken])
    }

    /// Everyone reads what a question was answered with.
    private func heard(_ line: Position) throws(Refusal) -> Note {
        let note = try standing(line)
        guard minutes.breakouts.group(hearing: note.position) == nil else { throw .notHeard(note.position) }
        return note
    }

    private func own(_ number: Int, of author: Participant) throws(Refusal) -> (Question, Question.Asking) {
        // To anybody else it is as if there were none: whether it exists is not theirs to know.
        guard author.id != "", let question = minutes.questions[number], let asking = question.asking,
            asking.asker == author.id
        else { throw .notYours(number) }
        return (question, asking)
    }

    private func supported(_ number: Int, by author: Participant) throws(Refusal) -> [Line.Body] {
        guard author.id != "" else { throw .noToken }
        guard let question = minutes.questions[number], question.publication != nil else {
            throw .unknownQuestion(number)
        }
        guard question.state.isOpen else { throw .questionIs(number, question.state) }
        return []
    }

    private func placed(_ number: Int, _ place: Question.Place) throws(Refusal) -> [Line.Body] {
        let question = try standing(question: number)
        let isOnNow = minutes.questions.onNow == number
        guard question.publication != nil, question.state.isOpen || isOnNow || place == .onNow && question.isLate
        else { throw .questionIs(number, question.state) }
        let now: Question.Place = isOnNow ? .onNow : question.state == .next ? .next : .waiting
        guard now != place else { throw .questionIs(number, question.state) }
        guard place == .onNow else { return [.questionMoved(number, to: place)] }
        guard minutes.phase != .planned else { throw .notOpen }
        let former = minutes.questions.onNow.map { Line.Body.questionMoved($0, to: .waiting) }
        return (former.map { [$0] } ?? []) + [.questionMoved(number, to: .onNow)]
    }

    private func answered(_ number: Int, by line: Position) throws(Refusal) -> Line.Body {
        let question = try standing(question: number)
        guard question.publication != nil, question.state.isOpen || question.isLate || question.state == .answered
        else { throw .questionIs(number, question.state) }
        guard !question.answers.contains(line) else { throw .already(minutes.phase) }
        return .questionAnswered(number, by: line)
    }

    private func takenAway(
        _ number: Int, owner: String?, due: String?, at now: Instant
    ) throws(Refusal) -> Line.Body {
        let question = try standing(question: number)
        guard question.publication != nil, question.state.isOpen else { throw .questionIs(number, question.state) }
        if let owner { try Limit.title(owner, field: "owner") }
        if let due, Calendar.day(written: due, after: now, zone: minutes.meeting.timeZone) != due {
            throw .badValue(field: "due", rule: "a day such as 2026-09-21")
        }
        return .questionTakenAway(number, owner: owner.flatMap { printed(owner: $0, attribution: nil) }, due: due)
    }
}

extension Question {
    /// To be answered after it left the room.
    fileprivate var isLate: Bool {
        if case .takenAway = state { true } else { false }
    }
}
