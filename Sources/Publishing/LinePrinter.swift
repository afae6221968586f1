import Proceedings

/// Gives each note the words, time and language it is printed with.
struct LinePrinter {
    let transcript: Transcript
    let phrases: Phrases
    let clock: WallClock

    func heading(_ note: Note, item: AgendaItem?) -> Outline.Heading {
        Outline.Heading(line: line(note, after: nil, item: item), item: item)
    }

    /// `minute` is that of the line before in the same list, which is not printed twice. What stands beneath a line has
    /// its own time, but is read with it.
    func line(
        _ note: Note, after minute: String?, item: AgendaItem? = nil, isBeneath: Bool = false
    ) -> PrintedLine {
        let meant = note.body?.words ?? result(of: note).map { InlineText(plain: $0) }
        return PrintedLine(
            note: note, words: meant ?? InlineText(plain: words(for: note, item)),
            time: transcript.isImported ? nil : time(note, after: minute, isBeneath),
            isOurs: meant == nil && item == nil,
            language: meant == nil && item == nil ? nil : foreign(note.language),
            isBeneath: isBeneath)
    }

    private func time(_ note: Note, after minute: String?, _ isBeneath: Bool) -> PrintedLine.Time {
        let wall = clock.minute(note.acceptedAt)
        return PrintedLine.Time(wall: wall, utc: clock.utc(note.acceptedAt), isRepeated: isBeneath || wall == minute)
    }

    private func words(for note: Note, _ item: AgendaItem?) -> String {
        switch note.body {
        case .itemTakenUp(let number):
            guard let item else { return phrases(.unknownItem, ["number": "\(number)"]) }
            return phrases(.item, ["number": "\(number)", "title": item.title])
        case .breakoutCalled(_, let name): return phrases(.reportsBack, ["name": name])
        case .breakoutMissing(_, let name, let reason): return phrases(missing: name, reason: reason)
        case .erasure(let erasure): return notice(erasure, of: note)
        case .restored(let restoration):
            let first = note.position.number
            return phrases(
                restoration.size > first ? .restored : .restoredOne,
                ["first": "\(first)", "last": "\(restoration.size)"])
        case nil: return goneWords(note)
        default: return note.kind.course.map { phrases($0) } ?? ""
        }
    }

    /// What a show of hands came to, with the count in the room as it was put right since.
    private func result(of note: Note) -> String? {
        guard let number = note.body?.poll, let poll = transcript.minutes.polls[number] else { return nil }
        return PrintedPoll(poll, in: phrases).map { "\($0.poll.asked.question) \($0.counts)" }
    }

    /// What was taken out of the record, for who misses it.
    private func notice(_ erasure: Erasure, of note: Note) -> String {
        let why = [phrases(erasure.ground), erasure.reference].compactMap(\.self).joined(separator: ", ")
        let lines = erasure.lines.map { "\($0.number)" }.joined(separator: ", ")
        return phrases(
            erasure.ground == .retention ? .erasureByRule : .erasure,
            ["lines": lines, "day": clock.day(note.acceptedAt), "ground": why])
    }

    private func goneWords(_ note: Note) -> String {
        if let erased = note.erased {
            return phrases(
                erased.by == nil ? .erasedByRule : .erased,
                ["day": clock.day(erased.at), "ground": phrases(erased.ground)])
        }
        guard let retracted = note.retractedAt else { return phrases(.removed) }
        return transcript.isImported
            ? phrases(.takenBackUntimed) : phrases(.takenBack, ["time": clock.minute(retracted)])
    }

    private func foreign(_ language: Language?) -> String? {
        let tag = (language ?? transcript.minutes.meeting.language).tag
        return tag == phrases(.language) ? nil : tag
    }
}

extension Phrases {
    func callAsFunction(_ ground: Erasure.Ground) -> String {
        switch ground {
        case .request: self(.groundRequest)
        case .court: self(.groundCourt)
        case .confidential: self(.groundConfidential)
        case .mistake: self(.groundMistake)
        case .retention: self(.groundRetention)
        }
    }
}
