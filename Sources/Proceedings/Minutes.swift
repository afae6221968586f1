/// What a record says once every entry has been taken in order: the meeting as it stands, its lines as corrected.
///
/// The rules decide on it, pages show it and publications print it, so that all agree. Taking an entry cannot fail,
/// whether its words are present, withheld or erased.
package struct Minutes: Hashable, Sendable {
    package private(set) var meeting: Meeting
    package private(set) var phase: Meeting.Phase
    package private(set) var times: Times
    package private(set) var speakers: [Speaker]
    package private(set) var progress: Progress
    package private(set) var participation: Participation
    package private(set) var signs: Signs
    /// In the order they were noted.
    package private(set) var notes: Scroll<Note>
    /// The highest agenda number ever given, dropped items included; 0 before the first.
    package private(set) var highestItem: Int
    /// Of the newest entry taken.
    package private(set) var position: Position

    /// Nothing taken yet: a planned meeting without a title.
    package init() {
        meeting = Meeting(title: "")
        phase = .planned
        times = Times()
        speakers = []
        progress = Progress()
        participation = Participation()
        signs = Signs()
        notes = Scroll()
        highestItem = 0
        position = .start
    }

    package init(_ entries: some Sequence<Entry>) {
        self.init()
        for entry in entries.expunged { take(entry) }
    }

    package func note(_ position: Position) -> Note? {
        place(of: position).map { notes[$0] }
    }

    /// Its index among the notes.
    package func place(of position: Position) -> Int? {
        let place = notes.partitionIndex { $0.position >= position }
        return place < notes.endIndex && notes[place].position == position ? place : nil
    }

    package var currentItem: AgendaItem? {
        meeting.agenda.first { $0.number == progress.current }
    }

    package mutating func take(_ entry: Entry) {
        position = entry.position
        switch entry.content {
        case .present(let line):
            takeMeeting(line.body, at: entry.acceptedAt)
            takeAgenda(line.body, at: entry.acceptedAt)
            takeAmendment(line, of: entry)
            participation.take(line, of: entry)
            signs.take(line.body)
            if case .erasure(let erasure) = line.body { takeErasure(erasure, of: entry, by: line.by) }
            if line.kind.isShown { notes.append(Note(entry, line, item: progress.current)) }
        case .erased(let kind) where kind.isShown:
            notes.append(Note(erased: entry, kind, item: progress.current))
        case .erased(.itemAdded):
            highestItem += 1  // its number is never given again, though nobody knows its title
        case .erased(let kind): participation.take(erased: kind, entry)
        case .withheld:
            break
        }
    }

    private mutating func takeMeeting(_ body: Line.Body, at instant: Instant) {
        switch body {
        case .planned(let plan): meeting = plan
        case .opened:
            phase = .open
            times.opened = times.opened ?? instant
        case .paused: phase = .paused
        case .resumed: phase = .open
        case .closed:
            phase = .closed
            times.closed = instant
        case .attributionChanged(let policy): meeting.attribution = policy
        case .moderationChanged(let moderation): meeting.moderation = moderation
        case .speakerAdded(let speaker):
            speakers.removeAll { $0.name == speaker.name }
            speakers.append(speaker)
        default: break
        }
    }

    private mutating func takeAgenda(_ body: Line.Body, at instant: Instant) {
        switch body {
        case .planned(let plan): noteNumbers(of: plan.agenda)
        case .itemAdded(let item):
            meeting.agenda.append(item)
            noteNumbers(of: [item])
        case .itemChanged(let item):
            meeting.agenda = meeting.agenda.map { $0.number == item.number ? item : $0 }
        case .itemDropped(let number):
            meeting.agenda.removeAll { $0.number == number }
        case .itemTakenUp(let number):
            if let former = progress.current { progress.done.insert(former) }
            progress.current = number
            progress.takenUpAt = instant
            progress.done.remove(number)
        case .itemClosed(let number):
            progress.done.insert(number)
            if progress.current == number {
                progress.current = nil
                progress.takenUpAt = nil
            }
        default: break
        }
    }

    private mutating func noteNumbers(of items: [AgendaItem]) {
        highestItem = max(highestItem, items.map(\.number).max() ?? 0)
    }

    private mutating func takeAmendment(_ line: Line, of entry: Entry) {
        switch line.body {
        case .keyMoment(let target): amend(target) { $0.isKeyMoment = true }
        case .questionAnswered(let number, let target): amend(target) { if $0.body != nil { $0.answers = number } }
        case .correction(let target, let words, let cause):
            let isEmended = editing.isCirculated
            amend(target) { note in
                if isEmended { note.emend(to: words, because: cause, by: line.by, entry) }
                note.body = note.body?.reworded(words)
                note.correctedAt = entry.acceptedAt
            }
        case .retraction(let target):
            // Of what only its group heard no replay will know that it was there.
            if breakouts.group(hearing: target) != nil {
                drop(target)
            } else {
                amend(target) { $0.takeBack(at: entry.acceptedAt) }
            }
        // Who reads both reads it once.
        case .report(_, let heading): if let origin = heading.origin { drop(origin) }
        default: break
        }
    }

    /// The words of those before are gone already: see `expunged`.
    private mutating func takeErasure(_ erasure: Erasure, of entry: Entry, by role: Role?) {
        let notice = Erasure.Notice(at: entry.acceptedAt, by: role, ground: erasure.ground)
        for target in erasure.lines { amend(target) { $0.erase(notice) } }
        highestItem = max(highestItem, erasure.highest[.items, default: 0])
        participation.take(erasure)
    }

    /// The highest number ever given to each kind of thing.
    package var highest: [Erasure.Numbered: Int] {
        participation.highest.merging([.items: highestItem]) { $1 }.filter { $0.value > 0 }
    }

    private mutating func drop(_ target: Position) {
        if let place = place(of: target) { notes.remove(at: place) }
    }

    private mutating func amend(_ target: Position, _ change: (inout Note) -> Void) {
        guard let place = place(of: target) else { return }
        change(&notes[place])
    }

    /// When the meeting really began and ended.
    package struct Times: Hashable, Sendable {
        package var opened: Instant?
        package var closed: Instant?
    }

    /// How far the agenda has come.
    package struct Progress: Hashable, Sendable {
        package var current: Int?
        package var takenUpAt: Instant?
        package var done: Set<Int> = []
    }
}
