/// What is done in a meeting, and to its record, by others than those who chair it and take its notes: people outside the
/// room, breakout groups, readers who put something right.
package struct Participation: Hashable, Sendable {
    package private(set) var questions = Questions()
    package private(set) var speakersList = SpeakersList()
    package private(set) var polls = Polls()
    package private(set) var breakouts = Breakouts()
    package private(set) var themes = Themes()
    package private(set) var editing = Editing()
    /// Oldest first; the last, once the meeting has closed, tells places and sectors too.
    package private(set) var following: [Counted] = []

    package struct Counted: Hashable, Sendable {
        package let at: Instant
        package let following: Following
    }

    mutating func take(_ line: Line, of entry: Entry) {
        let body = line.body
        let instant = entry.acceptedAt
        questions.take(body, at: instant)
        speakersList.take(body, at: instant)
        polls.take(entry, body)
        breakouts.take(entry, body)
        themes.take(body)
        editing.take(body, of: entry, by: line.by)
        if case .followed(let following) = body {
            self.following.append(Counted(at: instant, following: following))
        }
    }

    /// What a replay knows of an entry whose words are gone.
    mutating func take(erased kind: Line.Kind, _ entry: Entry) {
        if kind == .correction { editing.takeErasedCorrection(entry) }
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
    package var editing: Editing { participation.editing }
}
