/// What those outside the room do in a meeting, and what is done for them.
package struct Participation: Hashable, Sendable {
    package private(set) var questions = Questions()
    package private(set) var speakersList = SpeakersList()
    package private(set) var polls = Polls()
    /// Oldest first; the last, once the meeting has closed, tells places and sectors too.
    package private(set) var following: [Counted] = []

    package struct Counted: Hashable, Sendable {
        package let at: Instant
        package let following: Following
    }

    mutating func take(_ body: Line.Body, at instant: Instant) {
        questions.take(body, at: instant)
        speakersList.take(body, at: instant)
        polls.take(body, at: instant)
        if case .followed(let following) = body {
            self.following.append(Counted(at: instant, following: following))
        }
    }
}

extension Minutes {
    package var questions: Questions { participation.questions }
    package var speakersList: SpeakersList { participation.speakersList }
    package var polls: Polls { participation.polls }
}
