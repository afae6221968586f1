package import Proceedings

/// One meeting under its rules: first decides, changing nothing; then applies what was recorded, which cannot fail.
///
/// Replaying a record is `apply` in a loop and gives the same chamber.
package struct Chamber: Hashable, Sendable {
    package private(set) var minutes: Minutes

    package init(replaying entries: some Sequence<Entry> = []) {
        minutes = Minutes(entries)
    }

    /// What a command adds to the record, in order.
    ///
    /// - Parameters:
    ///   - command: What is asked.
    ///   - author: In the role the request named; that a grant for it exists has been checked.
    ///   - now: The server's clock. Used for Zakim's one-minute guard, for due days without a year, and for days that
    ///     must be still to come.
    ///   - tally: Of the show of hands that is open; asked for only where it is closed.
    ///   - holders: Names on the links to roles in this meeting; asked for only where somebody asks under a name.
    /// - Returns: At least one line, but none for what is no entry: a support, a vote, whereabouts.
    /// - Throws: What the rules have against it; nothing has changed then.
    package func ruling(
        on command: Command, from author: Participant, at now: Instant, tally: @autoclosure () -> Tally = Tally(),
        holders: @autoclosure () -> [String] = []
    ) throws(Refusal) -> [Line] {
        try permit(command.kind, to: author)
        guard minutes.phase != .closed || command.kind.isForTheRecord else { throw .closed }
        try admit(author, to: command)
        let bodies = try bodies(for: command, from: author, at: now, tally: tally, holders: holders)
        let language = language(of: command)
        let translates = try translated(by: command)
        return bodies.map { body in
            let isNote = body.words != nil
            return Line(
                body, language: isNote ? language : nil, translates: isNote ? translates : nil, by: author.role,
                audience: audience(of: body))
        }
    }

    func permit(_ kind: Command.Kind, to author: Participant) throws(Refusal) {
        guard kind.permitted.contains(author.role) else { throw .notPermitted(kind, author.role) }
    }

    package mutating func apply(_ entry: Entry) {
        minutes.take(entry)
    }

    /// Who may read a line. The list of speakers would undo a policy that withholds names, so it is staff's then; so
    /// is a question until it is published, and what becomes public is another line.
    package func audience(of body: Line.Body) -> Audience {
        switch body {
        case .speakerAdded(let speaker): audience(of: speaker)
        case .questionReceived, .questionAmended, .questionWithdrawn, .turnAsked, .suggestionReceived,
            .participantBarred, .participantUnbarred, .wordsWatched:
            .staff
        case .pollNamed(let number, _): minutes.polls[number]?.names == nil ? .staff : .everyone
        case .report, .correction, .retraction, .keyMoment, .themeGathered, .themeReleased: hearing(of: body)
        default: .everyone
        }
    }

    /// Where lines are printed by role or organisation a list with both would tell who spoke; where they say nothing of
    /// it, who was there may be known.
    private func audience(of speaker: Speaker) -> Audience {
        let policy = speaker.attribution ?? minutes.meeting.attribution
        return switch minutes.meeting.attendance {
        case .some(.none): .staff
        case .named where policy == Attribution.none: .everyone
        default: policy == .named ? .everyone : .staff
        }
    }

    private func bodies(
        for command: Command, from author: Participant, at now: Instant, tally: () -> Tally,
        holders: () -> [String]
    ) throws(Refusal) -> [Line.Body] {
        switch command {
        case .write(let text, _, let attribution):
            try written(text, attribution: attribution, from: author, at: now)
        case .open, .pause, .resume: [try lifecycle(command)]
        case .close:
            try lastWords(before: carriedForward + closingPoll(tally())) + [lifecycle(command)]
        case .addItem, .changeItem, .dropItem, .takeUp, .nextItem, .closeItem: [try agenda(command, at: now)]
        case .correct(let target, let text, let why):
            try amending(target, by: author) { note throws(Refusal) in
                try permitEmendation(by: author, because: why)
                return [try correction(of: note.position, to: text, because: why.map { Cause($0) })]
            }
        case .retract(let target):
            try amending(target, by: author) { note in takingBack(note) } + reopening(without: target)
        case .markKeyMoment(let target): [try keyMoment(target)]
        case .circulate, .finalise: [try edition(command, at: now)]
        case .suggest(let target, let wording): [try suggestion(of: target, wording, from: author)]
        case .acceptSuggestion(let number, let text, let why):
            try accepted(number, as: text, because: why, by: author)
        case .declineSuggestion(let number, let reason): [try decline(of: number, reason: reason)]
        case .addSpeaker(let speaker): [try addition(of: speaker, by: author)]
        case .setAttribution(let policy): [try attributionChanged(to: policy)]
        case .plan(let meeting): [try replanned(meeting)]
        case .ask, .amend, .withdraw, .support, .publish, .decline, .merge, .split, .unpublish, .place, .answer,
            .takeAway, .pauseQuestions, .resumeQuestions, .setModeration:
            try question(command, from: author, at: now, holders: holders)
        case .bar, .unbar, .watchWords: try safeguard(command)
        case .joinList, .leaveList, .postpone, .call, .endTurn, .lastWord, .readRemark, .closeList, .reopenList,
            .setTurnTime, .setBudget:
            try speakersList(command, from: author, at: now)
        case .closePoll: try poll(command, from: author, tally: tally())
        case .openPoll, .vote, .countRoom, .publishNames: try poll(command, from: author, tally: Tally())
        case .formBreakout, .changeBreakout, .report, .signOff, .reopenReport, .callBreakout, .missReport,
            .joinBreakout, .leaveBreakout:
            try breakout(command, from: author)
        case .gather, .release: [try theme(command)]
        case .announce, .endAnnouncement, .turnScreen, .nameVoice, .tellWhereabouts, .strikePlace:
            try sign(command, from: author)
        }
    }

    private func language(of command: Command) -> Language? {
        guard case .write(let text, let language, _) = command else { return nil }
        return Typed.language(of: text) ?? language
    }
}
