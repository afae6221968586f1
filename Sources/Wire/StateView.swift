package import Proceedings

/// The meeting as it stands at one position, for one kind of reader.
package struct StateView: Encodable, Sendable {
    let meeting: Meeting
    let phase: Meeting.Phase
    let opened: Instant?
    let closed: Instant?
    let current: Int?
    let takenUpAt: Instant?
    let done: [Int]
    let speakers: [Speaker]?
    let lines: [LineView]?
    let before: Position?
    let questions: [QuestionView]?
    let questionOnNow: Int?
    let questionsPaused: Bool?
    let barred: [BarredView]?
    let watchedWords: [String]?
    let floor: SpeakersListView
    let polls: [PollView]?
    let breakouts: [BreakoutView]?
    let themes: [ThemeView]?
    let notice: String?
    let screen: Display?
    let voice: String?
    let audience: Following?
    let checkpoint: CheckpointView?

    /// How many lines a state carries; older ones come in blocks.
    package static let reach = 50

    /// - Parameters:
    ///   - minutes: Taken from the entries this reader may see, and no others.
    ///   - support: How many support the question of a number; one not named has no support.
    ///   - surroundings: What is known beside the record.
    ///   - reach: Lines it carries, 1...100; `nil` where the page shows them already.
    ///   - namesSpeakers: Whether the reader needs their names to type them.
    package init(
        _ minutes: Minutes, support: [Int: Int], in surroundings: Surroundings, reach: Int? = reach,
        namesSpeakers: Bool = true
    ) {
        meeting = minutes.meeting
        phase = minutes.phase
        opened = minutes.times.opened
        closed = minutes.times.closed
        current = minutes.progress.current
        takenUpAt = minutes.progress.takenUpAt
        done = minutes.progress.done.sorted()
        speakers = namesSpeakers ? minutes.speakers : nil
        let block = reach.map { Block(minutes, before: nil, limit: $0) }
        lines = block?.lines
        before = block?.before
        let questions = minutes.questions.shown.map { QuestionView($0, support: support[$0.number, default: 0]) }
        self.questions = questions.isEmpty ? nil : questions
        questionOnNow = minutes.questions.onNow
        questionsPaused = minutes.questions.isPaused ? true : nil
        let safeguards = minutes.safeguards
        let barred = safeguards.barred.sorted { ($0.value, $0.key.text) < ($1.value, $1.key.text) }
        self.barred = barred.isEmpty ? nil : barred.map { BarredView(participant: $0.key.text, at: $0.value) }
        watchedWords = safeguards.watched.isEmpty ? nil : safeguards.watched
        floor = SpeakersListView(minutes.speakersList)
        let polls = minutes.polls.all.suffix(PollView.shown).map { PollView($0, voted: surroundings.voted) }
        self.polls = polls.isEmpty ? nil : polls
        let breakouts = minutes.breakouts.all.map {
            BreakoutView($0, members: surroundings.members[$0.number])
        }
        self.breakouts = breakouts.isEmpty ? nil : breakouts
        let themes = minutes.themes.all.map { ThemeView($0) }
        self.themes = themes.isEmpty ? nil : themes
        notice = minutes.signs.notice
        screen = minutes.signs.display == .auto ? nil : minutes.signs.display
        voice = minutes.signs.voice
        // Of a closed meeting the record tells both.
        let isClosed = minutes.phase == .closed
        audience = isClosed ? nil : surroundings.following
        checkpoint = isClosed ? nil : surroundings.checkpoint
    }
}

/// A device that may only read; for staff.
struct BarredView: Encodable, Sendable {
    let participant: String
    let at: Instant
}

/// Some lines as they stand now, oldest first.
package struct Block: Encodable, Sendable {
    package let lines: [LineView]
    /// Ask for older ones before this position; `nil` when there are none.
    package let before: Position?

    /// - Parameters:
    ///   - minutes: Taken from the entries this reader may see, and no others.
    ///   - end: Only lines before it; `nil` for the newest.
    ///   - limit: 1...100 lines.
    package init(_ minutes: Minutes, before end: Position?, limit: Int) {
        let notes = minutes.notes
        let stop = end.map { end in notes.partitionIndex { $0.position >= end } } ?? notes.count
        let start = max(0, stop - limit)
        lines = notes[start..<stop].map(LineView.init)
        before = start > 0 ? notes[start].position : nil
    }
}

/// One line as it stands now.
package struct LineView: Encodable, Sendable {
    let position: Position
    let at: Instant
    let kind: Line.Kind
    let item: Int?
    let key: Bool?
    /// The number of the question it answers.
    let answers: Int?
    let corrected: Instant?
    let retracted: Instant?
    let erased: Instant?
    let ground: Erasure.Ground?
    let line: Line?

    package init(_ note: Note) {
        position = note.position
        at = note.acceptedAt
        kind = note.kind
        item = note.item
        key = note.isKeyMoment ? true : nil
        answers = note.answers
        corrected = note.correctedAt
        retracted = note.retractedAt
        erased = note.erased?.at
        ground = note.erased?.ground
        line = note.body.map {
            Line($0, language: note.language, translates: note.translates, audience: note.audience)
        }
    }
}
