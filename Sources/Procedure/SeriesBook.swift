package import Proceedings

/// A series under its rules: what outlives a meeting. First decides, changing nothing; then applies what was recorded.
package struct SeriesBook: Hashable, Sendable {
    package private(set) var ledger: Ledger

    package init(replaying entries: some Sequence<Entry> = []) {
        ledger = Ledger(entries)
    }

    package mutating func apply(_ entry: Entry) { ledger.take(entry) }

    /// The first line of a series' record.
    ///
    /// - Throws: `badValue`, `tooMany`, `textTooLong`.
    package static func founding(_ series: Series, by role: Role) throws(Refusal) -> Line {
        Line(.series(.planned(try checked(series))), by: role)
    }

    /// What a command adds to the record.
    ///
    /// - Parameter author: In the role the request named; that a grant for it exists has been checked.
    /// - Throws: What the rules have against it; nothing has changed then.
    package func ruling(
        on command: SeriesCommand, from author: Participant, at now: Instant
    ) throws(Refusal) -> Line {
        let role = author.role
        guard command.kind.permitted.contains(role) else { throw .notPermittedInSeries(command.kind, role) }
        if role.onlyReads, author.id == "" { throw .noToken }
        let act = try act(for: command, from: author, at: now)
        return Line(.series(act), by: role, audience: Self.audience(of: act))
    }

    /// What people send in is staff's; what becomes public of it is another line.
    private static func audience(of act: Series.Act) -> Audience {
        switch act {
        case .commentReceived, .wordAsked, .inviteeSuggested: .staff
        default: .everyone
        }
    }

    private func act(
        for command: SeriesCommand, from author: Participant, at now: Instant
    ) throws(Refusal) -> Series.Act {
        switch command {
        case .plan(let series): return .planned(try Self.checked(series))
        case .schedule(let number, let meeting): return try scheduled(number, meeting)
        case .hold(let number, let record):
            var meeting = try standing(meeting: number).meeting
            guard meeting.record == nil else { throw .meetingHeld(number) }
            if let other = ledger.number(of: record) { throw .meetingHeld(other) }
            meeting.record = record
            return .meetingScheduled(number, meeting)
        case .propose(let number, let wording, let source): return try proposed(number, wording, source)
        case .confirm(let position, let confirmation):
            let proposal = try waiting(position)
            try requireOpen(proposal.number, for: proposal.wording)
            if case .hands(_, let poll, let votes) = confirmation, !votes.isCarried { throw .notCarried(poll: poll) }
            return .pointConfirmed(of: position, by: confirmation)
        case .decline(let position, let reason):
            _ = try waiting(position)
            try Limit.title(reason, field: "reason")
            return .pointDeclined(of: position, reason: reason.trimmed)
        case .reopen(let number, let name, let reason, let source):
            let point = try standing(point: number)
            guard point.wording.standing == .settled else { throw .pointIs(number, point.wording.standing) }
            try Limit.title(name, field: "name")
            try Limit.title(reason, field: "reason")
            try require(source)
            return .pointReopened(number, by: name.trimmed, reason: reason.trimmed, at: source)
        case .review(let source, let review):
            if source.question == nil { try requireLine(source) } else { try require(source) }
            try Limit.title(review.outcome, field: "outcome")
            return .actionReviewed(source, ActionReview(review.state, outcome: review.outcome.trimmed))
        case .answer(let source, let words):
            try requireLine(source)
            try Limit.text(words)
            return .feedbackAnswered(source, answer: words.trimmed)
        case .addPaper, .dropPaper: return try paper(command)
        case .comment, .publishComment, .declineComment: return try comment(command, from: author)
        case .askWord, .explain, .dropWord: return try word(command)
        case .suggestInvitee(let words):
            try Limit.question(words)
            let day = now.advanced(byMilliseconds: -86_400_000)
            guard ledger.suggestions.count(where: { $0.at > day }) < Limit.suggestions || !author.role.onlyReads else {
                throw .queueFull(limit: Limit.suggestions)
            }
            return .inviteeSuggested(words.trimmed)
        }
    }

    // MARK: The schedule

    private func scheduled(_ number: Int?, _ meeting: ScheduledMeeting) throws(Refusal) -> Series.Act {
        try Limit.title(meeting.title, field: "title")
        if let place = meeting.place { try Limit.title(place, field: "place") }
        if let startsAt = meeting.startsAt, !(0...Limit.time).contains(startsAt.milliseconds) {
            throw .badValue(field: "startsAt", rule: "a time between 1970 and 9999, in milliseconds since 1970")
        }
        if let day = meeting.readBy, !Calendar.isDay(day) {
            throw .badValue(field: "readBy", rule: "a day such as 2026-03-12")
        }
        if let minutes = meeting.minutes { try Limit.require(minutes, in: Limit.minutes, "minutes") }
        guard let number else {
            guard ledger.highestMeeting < Limit.meetings else {
                throw .tooMany(what: "meetings of a series", limit: Limit.meetings)
            }
            return .meetingScheduled(ledger.highestMeeting + 1, meeting)
        }
        var meeting = meeting
        meeting.record = try standing(meeting: number).meeting.record
        return .meetingScheduled(number, meeting)
    }

    func standing(meeting number: Int) throws(Refusal) -> Ledger.Scheduled {
        guard let meeting = ledger[meeting: number] else { throw .notScheduled(number) }
        return meeting
    }

    // MARK: The position board

    private func proposed(
        _ number: Int?, _ wording: Point.Wording, _ source: Series.Source?
    ) throws(Refusal) -> Series.Act {
        guard ledger.strandNames.contains(wording.strand) else {
            throw .badValue(field: "strand", rule: "one of the series’ strands")
        }
        try Limit.text(wording.text)
        for (field, words) in [("evidence", wording.evidence), ("nextQuestion", wording.nextQuestion)] {
            if let words { try Limit.title(words, field: field) }
        }
        guard wording.options.count <= Limit.options.upperBound else {
            throw .tooMany(what: "options of a point", limit: Limit.options.upperBound)
        }
        for option in wording.options { try Limit.title(option, field: "options") }
        try require(source)
        guard ledger.proposals.count < Limit.proposals else {
            throw .tooMany(what: "proposals that wait", limit: Limit.proposals)
        }
        if let number {
            _ = try standing(point: number)
            try requireOpen(number, for: wording)
        } else if ledger.points.count + ledger.proposals.count >= Limit.points {
            throw .tooMany(what: "points of a board", limit: Limit.points)
        }
        return .pointProposed(number ?? ledger.highestPoint + 1, wording, from: source)
    }

    /// What was settled is not gone over again but by reopening it; saying it once more is no change.
    private func requireOpen(_ number: Int, for wording: Point.Wording) throws(Refusal) {
        guard let point = ledger[point: number], point.wording.standing == .settled else { return }
        let isTheSame = wording.standing == .settled && wording.text.likeness == point.wording.text.likeness
        guard isTheSame else { throw .pointIs(number, .settled) }
    }

    func standing(point number: Int) throws(Refusal) -> Point {
        guard let point = ledger[point: number] else { throw .unknownPoint(number) }
        return point
    }

    private func waiting(_ position: Position) throws(Refusal) -> Proposal {
        guard let proposal = ledger.proposals.first(where: { $0.position == position }) else {
            throw .unknownProposal(position)
        }
        return proposal
    }

    // MARK: What lines are about

    private func require(_ source: Series.Source?) throws(Refusal) {
        guard let source else { return }
        _ = try standing(meeting: source.meeting)
        for (field, number) in [("line", source.line?.number), ("question", source.question)] {
            if let number { try Limit.require(number, in: 1...Limit.entries, field) }
        }
    }

    private func requireLine(_ source: Series.Source) throws(Refusal) {
        try require(source)
        if source.line == nil { throw .badValue(field: "line", rule: "the number of a line of that meeting") }
    }

    private static func checked(_ series: Series) throws(Refusal) -> Series {
        try Limit.title(series.title, field: "title")
        if let purpose = series.purpose { try Limit.text(purpose) }
        guard Calendar.knows(zone: series.timeZone) else {
            throw .badValue(field: "timeZone", rule: "an IANA name such as Europe/London")
        }
        guard series.strands.count <= Limit.strands else { throw .tooMany(what: "strands", limit: Limit.strands) }
        for strand in series.strands {
            try Limit.title(strand.name, field: "strands")
            for words in [strand.premise, strand.endPoint] { if let words { try Limit.text(words) } }
            guard strand.milestones.count <= Limit.milestones else {
                throw .tooMany(what: "milestones of a strand", limit: Limit.milestones)
            }
            for milestone in strand.milestones { try Limit.title(milestone, field: "milestones") }
        }
        guard series.targets.count <= Limit.targets else { throw .tooMany(what: "targets", limit: Limit.targets) }
        for target in series.targets {
            guard (target.sector == nil) != (target.region == nil), (0...100).contains(target.share) else {
                throw .badValue(field: "targets", rule: "each a sector or a region, and a share of 0 to 100 per cent")
            }
            if let region = target.region { try Limit.title(region, field: "targets") }
        }
        guard Set(series.strands.map(\.name.likeness)).count == series.strands.count else {
            throw .badValue(field: "strands", rule: "names that differ")
        }
        return series
    }
}
