package import Proceedings

/// One question as it stands now, for one kind of reader.
package struct QuestionView: Encodable, Sendable {
    let number: Int
    let state: String
    let words, name, organisation, behalf: String?
    let room, edited: Bool?
    let from: Int?
    let reason: String?
    let into: [Int]?
    let owner, due: String?
    let answers: [Position]?
    /// Published at.
    let at: Instant?
    /// In review since.
    let since: Instant?
    /// As its asker put it: for staff and the asker.
    let asked: Question.Wording?
    /// From which device, and what was noticed of it: for staff.
    let asker: String?
    let noticed: Question.Noticed?
    let support: Int?

    /// - Parameters:
    ///   - support: How many support it, those of merged ones included.
    ///   - isOwn: Whether it is for its asker, who is told neither.
    package init(_ question: Question, support: Int, isOwn: Bool = false) {
        let publication = question.publication
        number = question.number
        state = question.state.word
        words = publication?.wording.words
        name = publication?.wording.name
        organisation = publication?.wording.organisation
        behalf = publication?.wording.behalf
        room = publication?.wording.room
        edited = publication?.isEdited == true ? true : nil
        from = publication?.splitFrom
        answers = question.answers.isEmpty ? nil : question.answers
        at = publication?.at
        since = question.since
        asked = question.asking?.wording
        asker = isOwn ? nil : question.asking?.asker.text
        noticed = isOwn ? nil : question.asking?.noticed
        self.support = support > 0 ? support : nil
        (reason, into, owner, due) =
            switch question.state {
            case .declined(let reason): (reason, nil, nil, nil)
            case .unpublished(let reason): (reason, nil, nil, nil)
            case .merged(let other): (nil, [other], nil, nil)
            case .split(let parts): (nil, parts, nil, nil)
            case .takenAway(let owner, let due): (nil, nil, owner, due)
            default: (nil, nil, nil, nil)
            }
    }
}

/// What one device has done about questions: no one else's business, and never in a shared answer.
package struct OwnQuestions: Encodable, Sendable {
    let questions: [QuestionView]
    /// Numbers of those it supports.
    let supports: [Int]
    /// Its turn on the speakers list, where it waits or speaks.
    let turn: Int?
    /// The show of hands that is open, where it has answered it.
    let votes: [Vote]?
    let whereabouts: WhereaboutsView?
    /// The breakout group it is in.
    let breakout: Int?
    /// It may only read.
    let barred: Bool?
    /// The link by which another device becomes the same participant.
    let recovery: String

    package init(
        _ questions: [QuestionView], supports: [Int], turn: Int?, vote: Vote?, whereabouts: Whereabouts?,
        breakout: Int?, isBarred: Bool, recovery: String
    ) {
        self.questions = questions
        self.supports = supports
        self.turn = turn
        votes = vote.map { [$0] }
        self.whereabouts = whereabouts.map { WhereaboutsView(from: $0.place, sector: $0.sector) }
        self.breakout = breakout
        barred = isBarred ? true : nil
        self.recovery = recovery
    }

    package struct Vote: Encodable, Sendable {
        package let number: Int
        /// From 1; absent where it is anonymous and nobody knows any more.
        package let option: Int?

        package init(number: Int, option: Int?) {
            self.number = number
            self.option = option
        }
    }

    struct WhereaboutsView: Encodable, Sendable {
        let from: String?
        let sector: Sector?
    }
}
