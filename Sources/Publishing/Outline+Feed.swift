package import Proceedings

// What of a record is news.
extension Outline {
    /// Key moments, decisions, disagreements and next steps, also while the meeting is live.
    ///
    /// - Parameter tag: Of the record, for ever; a line's id hangs on it.
    func moments(under tag: String) -> [Feed.Entry] {
        let marked = Set(
            transcript.entries.compactMap { entry -> Position? in
                if case .keyMoment(let line) = entry.line?.body { line } else { nil }
            })
        return lines.compactMap { line, path in
            guard isNews(line, marked) else { return nil }
            let note = line.note
            return Feed.Entry(
                id: "\(tag)/\(line.id)", title: title(line), address: transcript.address(of: note.position),
                published: note.acceptedAt, updated: note.changedAt, content: content(line, under: path))
        }
    }

    /// What was taken back stays, as what it is now: readers of a feed keep the words they have until they are told.
    private func isNews(_ line: PrintedLine, _ marked: Set<Position>) -> Bool {
        let note = line.note
        // Nobody knows any more what a report that is gone was about.
        if line.isGone, note.kind == .report || marked.contains(note.position) { return true }
        let kinds: [Line.Kind?] = [.decision, .disagreement, .action]
        return note.isKeyMoment || kinds.contains(note.kind)
            || line.heading?.means.map { kinds.contains($0.kind) } ?? false
    }

    private func title(_ line: PrintedLine) -> String {
        let words = line.words.plain.unbroken
        let short = words.count > 100 ? words.prefix(99) + "…" : words
        return line.isGone ? words : labels(line).map { $0 + " " }.joined() + short
    }

    private func content(_ line: PrintedLine, under path: [String]) -> [Feed.Block] {
        let speaker = line.speaker.map { $0 + ": " } ?? ""
        return [
            path.isEmpty ? nil : .paragraph(path.joined(separator: " · ")),
            .paragraph(speaker + line.ofGroup + line.words.withAddresses, language: line.language),
            assignment(line).map { .paragraph($0) },
        ].compactMap(\.self)
    }
}

extension Note {
    /// When its words last changed.
    fileprivate var changedAt: Instant { max(acceptedAt, correctedAt ?? acceptedAt, retractedAt ?? acceptedAt) }
}

extension Press {
    /// The news of one meeting.
    ///
    /// - Parameter tag: Of the record, for ever.
    /// - Parameter since: When the meeting was entered.
    package func feed(of transcript: Transcript, tag: String, since: Instant) throws(PublishingError) -> Feed {
        let phrases = try phrases
        let outline = Outline(of: transcript, in: phrases)
        return Feed(
            id: tag, title: outline.meeting.title, publisher: transcript.publisher, language: phrases(.language),
            page: transcript.address, since: since, entries: outline.moments(under: tag))
    }

    /// That a record is out, and what it came to.
    ///
    /// - Parameter minutes: As everyone may read them.
    /// - Parameter tag: Of the record, for ever.
    package func entry(
        ofRecord minutes: Minutes, tag: String, address: String, since: Instant
    ) throws(PublishingError) -> Feed.Entry {
        let phrases = try phrases
        let clock = WallClock(zone: minutes.meeting.timeZone, months: phrases.months)
        let closed = minutes.times.closed ?? since
        let held = minutes.meeting.startsAt ?? minutes.times.opened
        let about = [held.map { clock.day($0) }, minutes.meeting.place].compactMap(\.self).joined(separator: ", ")
        let parts: [(Phrase, Line.Kind)] = [
            (.agreements, .decision), (.disagreements, .disagreement), (.actions, .action),
        ]
        let lists = parts.flatMap { title, kind -> [Feed.Block] in
            let words = minutes.notes.compactMap { $0.words(of: kind) }
            return words.isEmpty ? [] : [.paragraph(phrases(title)), .list(words)]
        }
        let counts = [
            (Phrase.summaryAgreed, Line.Kind.decision), (.summaryDisputed, .disagreement), (.summaryNext, .action),
        ]
        .map { title, kind -> String? in
            "\(phrases(title)): \(minutes.notes.count { $0.words(of: kind) != nil })."
        }
        return Feed.Entry(
            id: tag, title: phrases(.feedRecord, ["title": minutes.meeting.title]), address: "\(address)/record",
            published: closed,
            updated: minutes.notes.reduce(minutes.editing.steps.last?.at ?? closed) { max($0, $1.changedAt) },
            summary: ([about.isEmpty ? nil : about + "."] + counts).compactMap(\.self).joined(separator: " "),
            content: (about.isEmpty ? [] : [.paragraph(about)]) + lists)
    }
}

extension Note {
    /// - Returns: `nil` where it is gone, or of another kind.
    fileprivate func words(of kind: Line.Kind) -> String? {
        guard let words = body?.words?.plain.unbroken else { return nil }
        guard case .report(_, let heading) = body else { return self.kind == kind ? words : nil }
        return heading.means?.kind == kind ? "\(heading.name): \(words)" : nil
    }
}
