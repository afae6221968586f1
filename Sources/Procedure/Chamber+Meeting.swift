package import Proceedings

// The meeting itself: planned, open, paused, closed.
extension Chamber {
    /// The first lines of a record.
    ///
    /// - Parameters:
    ///   - meeting: With titles and purposes of its agenda; numbers are given here, from 1.
    ///   - speakers: Those known beforehand.
    ///   - breakouts: Groups formed beforehand.
    ///   - watched: Words that make a question wait for a facilitator.
    ///   - role: Of the founder.
    /// - Returns: `planned`, then a line for each speaker and each group, and one for the words.
    /// - Throws: `badValue` or `tooMany`.
    package static func founding(
        _ meeting: Meeting, speakers: [Speaker], breakouts: [Breakout.Plan] = [], watched: [String] = [], by role: Role
    ) throws(Refusal) -> [Line] {
        var plan = try checked(meeting)
        plan.agenda = []
        for (place, item) in meeting.agenda.enumerated() {
            plan.agenda.append(
                try Self.checked(
                    AgendaItem(
                        number: place + 1, title: item.title, purpose: item.purpose, minutes: item.minutes,
                        presenter: item.presenter)))
        }
        guard plan.agenda.count <= Limit.items else { throw .tooMany(what: "agenda items", limit: Limit.items) }
        var chamber = Chamber()
        var lines = [Line(.planned(plan), by: role)]
        chamber.apply(Entry(Position(1), at: Instant(milliseconds: 0), lines[0]))
        func add(_ body: Line.Body) {
            let line = Line(body, by: role, audience: chamber.audience(of: body))
            chamber.apply(Entry(chamber.minutes.position.next, at: Instant(milliseconds: 0), line))
            lines.append(line)
        }
        for speaker in speakers { add(try chamber.addition(of: speaker, by: Participant(id: "", role: role))) }
        for breakout in breakouts { add(try chamber.formed(breakout)) }
        let words = try Self.checked(watched: watched, field: "watchedWords")
        if !words.isEmpty { add(.wordsWatched(words)) }
        return lines
    }

    func lifecycle(_ command: Command) throws(Refusal) -> Line.Body {
        let phase = minutes.phase
        switch command {
        case .pause:
            guard phase != .planned else { throw .notOpen }
            guard phase != .paused else { throw .already(.paused) }
            return .paused
        case .resume:
            guard phase != .planned else { throw .notOpen }
            guard phase != .open else { throw .already(.open) }
            return .resumed
        case .close(let really):
            guard phase != .planned else { throw .notOpen }
            guard really || waitingItems.isEmpty else { throw .itemsOpen(count: waitingItems.count) }
            return .closed
        default:
            guard phase == .planned else { throw .already(phase) }
            return .opened
        }
    }

    func replanned(_ meeting: Meeting) throws(Refusal) -> Line.Body {
        var plan = try Self.checked(meeting)
        plan.agenda = minutes.meeting.agenda
        plan.attribution = minutes.meeting.attribution
        plan.moderation = minutes.meeting.moderation
        // Lines of a report are under a prompt's number, and were written for who would read them.
        let isReported = minutes.breakouts.all.contains { !$0.lines.isEmpty }
        if isReported {
            plan.reportPrompts = minutes.meeting.reportPrompts
            plan.reportsHeard = minutes.meeting.reportsHeard
        }
        return .planned(plan)
    }

    /// Who answers a show of hands by name was told that names would be known.
    func attributionChanged(to policy: Attribution) throws(Refusal) -> Line.Body {
        if policy != .named, let open = minutes.polls.open, open.asked.isNamed {
            throw .pollIs(open.number, isOpen: true)
        }
        return .attributionChanged(policy)
    }

    private static func checked(_ meeting: Meeting) throws(Refusal) -> Meeting {
        try Limit.title(meeting.title, field: "title")
        for (field, words) in [
            ("objective", meeting.objective), ("intendedOutput", meeting.intendedOutput), ("place", meeting.place),
        ] {
            if let words { try Limit.title(words, field: field) }
        }
        guard meeting.strands.count <= Limit.strands else { throw .tooMany(what: "strands", limit: Limit.strands) }
        if let policy = meeting.moderationPolicy { try Limit.text(policy) }
        for strand in meeting.strands { try Limit.title(strand, field: "strands") }
        guard meeting.reportPrompts.count <= Limit.prompts else {
            throw .tooMany(what: "prompts for reports", limit: Limit.prompts)
        }
        for prompt in meeting.reportPrompts { try Limit.title(prompt, field: "reportPrompts") }
        guard Calendar.knows(zone: meeting.timeZone) else {
            throw .badValue(field: "timeZone", rule: "an IANA name such as Europe/London")
        }
        if let startsAt = meeting.startsAt, !(0...Limit.time).contains(startsAt.milliseconds) {
            throw .badValue(field: "startsAt", rule: "a time between 1970 and 9999, in milliseconds since 1970")
        }
        return meeting
    }
}
