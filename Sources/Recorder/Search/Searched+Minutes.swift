package import Proceedings

extension Searched {
    /// A closed meeting.
    ///
    /// - Parameters:
    ///   - entries: The record's, as everyone may read them.
    ///   - minutes: What those entries say.
    package init(
        _ record: RecordID, state: String, slug: String, series: Series?, minutes: Minutes,
        entries: some Sequence<Entry>
    ) {
        let meeting = minutes.meeting
        let held = minutes.times.opened ?? meeting.startsAt ?? minutes.times.closed ?? Instant(milliseconds: 0)
        self.init(
            record: record, state: state, slug: slug, title: meeting.title, timeZone: meeting.timeZone, heldAt: held,
            series: series, lines: [])
        let named = NamedLines(entries, speakers: minutes.speakers)
        lines =
            minutes.notes.compactMap { Line($0, of: minutes, isNamed: named.positions.contains($0.position)) }
            + minutes.questions.all.compactMap { Line($0) }
            + minutes.themes.all.map { Line(kind: .theme, number: $0.number, words: $0.name, at: held) }
    }

    /// A series: the points of its board.
    package init(_ record: RecordID, state: String, slug: String, ledger: Ledger) {
        let series = Series(slug: slug, title: ledger.series.title)
        let points = ledger.points
        let newest = points.compactMap { $0.history.last?.at }.max() ?? Instant(milliseconds: 0)
        self.init(
            record: record, state: state, slug: slug, title: series.title, timeZone: ledger.series.timeZone,
            heldAt: newest, series: series, lines: [])
        isSeries = true
        lines = points.map { point in
            let wording = point.wording
            let words = [wording.text] + wording.options + [wording.evidence, wording.nextQuestion].compactMap(\.self)
            return Line(
                kind: .point, number: point.number, words: words.joined(separator: " – "),
                at: point.history.last?.at ?? newest)
        }
    }
}

extension Searched.Line {
    /// `nil` where it says nothing, or nothing any more.
    fileprivate init?(_ note: Note, of minutes: Minutes, isNamed: Bool) {
        let number = note.position.number
        switch note.body {
        case .itemTakenUp(let item):
            guard let title = minutes.meeting.agenda.first(where: { $0.number == item })?.title else { return nil }
            self.init(kind: .heading, number: number, words: title, at: note.acceptedAt)
        case .pollClosed(_, let asked, _, _):
            let words = ([asked.question] + asked.options).joined(separator: " – ")
            self.init(kind: .hands, number: number, words: words, at: note.acceptedAt)
        case let body?:
            guard let words = body.words?.plain, let kind = Searched.Kind(note.kind) else { return nil }
            self.init(kind: kind, number: number, words: words, at: note.acceptedAt)
            if case .speech(_, let speaker) = body { self.speaker = speaker }
            self.isNamed = isNamed && speaker != nil
            if case .report(_, let heading) = body { alsoKind = heading.means.map { Searched.Kind($0) } }
        case nil: return nil
        }
    }

    /// `nil` before it is published, and once that was taken back.
    fileprivate init?(_ question: Question) {
        guard let publication = question.publication else { return nil }
        let wording = publication.wording
        self.init(kind: .question, number: question.number, words: wording.words, at: publication.at)
        speaker = wording.name
        isNamed = wording.name != nil
    }
}

extension Searched.Kind {
    fileprivate init?(_ kind: Line.Kind) {
        switch kind {
        case .topic: self = .heading
        default: self.init(rawValue: kind.rawValue)
        }
    }

    fileprivate init(_ meaning: Breakout.Meaning) {
        switch meaning {
        case .agreement: self = .decision
        case .disagreement: self = .disagreement
        case .nextStep: self = .action
        case .feedback: self = .feedback
        }
    }
}

/// The lines whose speaker was named as a person: the policy in force, or the speaker’s own, said `named` when they were
/// written. A name given by an override for one line alone is printed there and nowhere gathered.
private struct NamedLines {
    private(set) var positions: Set<Position> = []

    init(_ entries: some Sequence<Entry>, speakers: [Speaker]) {
        let others = Set(speakers.flatMap { [$0.role, $0.organisation] }.compactMap(\.self))
            .subtracting(speakers.map(\.name))
        let own = Set(speakers.filter { $0.attribution == .named }.map(\.name))
        var policy = Attribution.named
        for entry in entries {
            switch entry.line?.body {
            case .planned(let meeting): policy = meeting.attribution
            case .attributionChanged(let changed): policy = changed
            case .speech(_, let speaker?):
                let isPerson = policy == .named && !others.contains(speaker) || own.contains(speaker)
                if isPerson { positions.insert(entry.position) }
            default: break
            }
        }
    }
}
