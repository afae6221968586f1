/// What those do in a meeting who neither chair it nor take its notes: people outside the room, and breakout groups.
package struct Participation: Hashable, Sendable {
    package private(set) var questions = Questions()
    package private(set) var speakersList = SpeakersList()
    package private(set) var polls = Polls()
    package private(set) var breakouts = Breakouts()
    package private(set) var themes = Themes()
    /// Oldest first; the last, once the meeting has closed, tells places and sectors too.
    package private(set) var following: [Counted] = []

    package struct Counted: Hashable, Sendable {
        package let at: Instant
        package let following: Following
    }

    mutating func take(_ body: Line.Body, of entry: Entry) {
        let instant = entry.acceptedAt
        questions.take(body, at: instant)
        speakersList.take(body, at: instant)
        polls.take(entry, body)
        breakouts.take(entry, body)
        themes.take(body)
        if case .followed(let following) = body {
            self.following.append(Counted(at: instant, following: following))
        }
    }

    mutating func take(_ erasure: Erasure) {
        for number in erasure.questions ?? [] { questions.forget(number) }
        questions.raise(to: erasure.highest[.questions, default: 0])
        speakersList.raise(to: erasure.highest[.turns, default: 0])
        polls.raise(to: erasure.highest[.polls, default: 0])
        breakouts.raise(to: erasure.highest[.breakouts, default: 0])
        themes.raise(to: erasure.highest[.themes, default: 0])
    }

    var highest: [Erasure.Numbered: Int] {
        [
            .questions: questions.highest, .turns: speakersList.highest, .polls: polls.highest,
            .breakouts: breakouts.highest, .themes: themes.highest,
        ]
    }
}

extension Minutes {
    package var questions: Questions { participation.questions }
    package var speakersList: SpeakersList { participation.speakersList }
    package var polls: Polls { participation.polls }
    package var breakouts: Breakouts { participation.breakouts }
    package var themes: Themes { participation.themes }
}
