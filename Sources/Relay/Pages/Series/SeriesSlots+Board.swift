import Procedure
import Proceedings

// The position board.
extension SeriesSlots {
    /// Each with its points by standing, and what waits to be confirmed.
    var strands: [Slots] {
        let planned = Dictionary(ledger.series.strands.map { ($0.name, $0) }) { first, _ in first }
        return ledger.strandNames.enumerated().map { place, name in
            let points = ledger.points.filter { $0.wording.strand == name }
            let strand = planned[name]
            return [
                "id": "strand\(place + 1)", "name": name, "premise": strand?.premise as Any? ?? false,
                "endPoint": strand?.endPoint as Any? ?? false,
                "milestones": strand?.milestones ?? [], "hasMilestones": !(strand?.milestones ?? []).isEmpty,
                "columns": Point.Standing.allCases.map { column($0, points) },
                "counts": counts(points), "hasPoints": !points.isEmpty,
                "proposals": ledger.proposals.filter { $0.wording.strand == name }.map { proposal($0) },
            ]
        }
    }

    private func column(_ standing: Point.Standing, _ points: [Point]) -> Slots {
        let own = points.filter { $0.wording.standing == standing }
        return [
            "standing": standing.rawValue, "heading": phrases.say("board_\(standing.rawValue)"),
            "tick": standing.tick, "points": own.map(point), "isEmpty": own.isEmpty,
        ]
    }

    private func counts(_ points: [Point]) -> String {
        Point.Standing.allCases.map { standing in
            phrases.count("board_count_\(standing.rawValue)", points.count { $0.wording.standing == standing })
        }.joined(separator: " · ")
    }

    func point(_ point: Point) -> Slots {
        let kept = view.kept(.reopen, of: point.number)
        return wording(point.wording).merging([
            "number": point.number, "label": phrases.say("board_point", ["n": String(point.number)]),
            "source": source(point.history.last?.source), "history": point.history.reversed().map(step),
            "isSettled": point.wording.standing == .settled, "hasHistory": point.history.count > 1 || point.isByHands,
            "since": point.history.last.map { since($0, point.wording.standing) } ?? "", "formID": view.formID(),
            "isOpen": kept != nil || view.reopening?.point == point.number, "keptName": kept?["name"] ?? "",
            "keptReason": kept?["reason"] ?? "",
            "meetings": meetingChoices(kept?["meeting"] ?? view.reopening.map { String($0.meeting) }),
            "comments": comments(on: point),
        ]) { $1 }
    }

    /// "Settled on Thursday 26 June 2026, line 41".
    private func since(_ step: Point.Step, _ standing: Point.Standing) -> String {
        if case .reopened(let name, let reason) = step.change {
            return phrases.say(
                "board_reopened", ["when": clock.longDate(day(of: step)), "name": name, "reason": reason])
        }
        return phrases.say("board_since_\(standing.rawValue)", ["when": clock.longDate(day(of: step))])
    }

    /// The meeting's, where it was said in one.
    func day(of step: Point.Step) -> Instant {
        guard let number = step.source?.meeting else { return step.at }
        if let opened = view.held[number]?.minutes.times.opened { return opened }
        // A written note was entered later than it was held; a meeting that is still to come was not.
        return ledger[meeting: number]?.meeting.startsAt.flatMap { $0 < step.at ? $0 : nil } ?? step.at
    }

    private func step(_ step: Point.Step) -> Slots {
        let words =
            switch step.change {
            case .confirmed(let wording, let confirmation):
                phrases.say("board_step_\(wording.standing.rawValue)", ["text": wording.text]) + " "
                    + words(for: confirmation)
            case .reopened(let name, let reason):
                phrases.say("board_step_reopened", ["name": name, "reason": reason])
            }
        return ["when": clock.longDate(day(of: step)), "words": words, "source": source(step.source)]
    }

    /// How it was confirmed: by the facilitator, or by how many hands.
    func words(for confirmation: Point.Confirmation) -> String {
        guard case .hands(_, let number, let votes) = confirmation else { return phrases.say("board_by_facilitator") }
        func counts(_ counts: [Int]) -> String {
            zip(votes.options, counts).map { option, count in
                phrases.say("client_poll_choice", ["option": option, "n": String(count)])
            }.joined(separator: ", ")
        }
        let room = votes.room.map { " " + phrases.say("client_poll_line_room", ["counts": counts($0)]) } ?? ""
        return phrases.say("board_by_hands", ["n": String(number), "question": votes.question]) + " "
            + phrases.say("client_poll_line_remote", ["counts": counts(votes.remote)]) + room
    }

    private func wording(_ wording: Point.Wording) -> Slots {
        [
            "standing": wording.standing.rawValue, "standingWord": phrases.say("board_\(wording.standing.rawValue)"),
            "tick": wording.standing.tick, "words": wording.text, "strand": wording.strand,
            "options": wording.options, "hasOptions": !wording.options.isEmpty,
            "evidence": wording.evidence as Any? ?? false, "nextQuestion": wording.nextQuestion as Any? ?? false,
        ]
    }

    // MARK: Proposals

    func proposal(_ proposal: Proposal, polls: [Slots] = []) -> Slots {
        let isNew = ledger[point: proposal.number] == nil
        return wording(proposal.wording).merging([
            "proposal": proposal.position.number, "number": proposal.number, "source": source(proposal.source),
            "label": phrases.say(isNew ? "board_new_point" : "board_changed_point", ["n": String(proposal.number)]),
            "formID": view.formID(), "declineID": view.formID(), "askID": view.formID(),
            "polls": polls, "hasPolls": !polls.isEmpty,
            "question": question(proposal),
        ]) { $1 }
    }

    /// What waits, to be confirmed by the facilitator or by a show of hands of this meeting.
    func proposals(in meeting: MeetingView, number: Int) -> [Slots] {
        ledger.proposals.sorted { first, second in
            let isFirst = first.source?.meeting == number, isSecond = second.source?.meeting == number
            return isFirst == isSecond ? first.position < second.position : isFirst
        }.map { proposal in
            // Only the shows of hands that asked for this very proposal; the newest is chosen already.
            let polls: [Slots] = meeting.minutes.polls.all.filter {
                !$0.isOpen && $0.asked.question == question(proposal)
            }
            .reversed().enumerated().map { place, poll in
                [
                    "value": poll.number, "isSet": place == 0,
                    "words": phrases.say("board_poll", ["n": String(poll.number), "question": poll.asked.question]),
                ]
            }
            return self.proposal(proposal, polls: polls)
        }
    }

    private func question(_ proposal: Proposal) -> String {
        phrases.say(
            "board_ask_\(proposal.wording.standing.rawValue)", ["text": LineSlots.excerpt(proposal.wording.text)])
    }

    /// Lines of the meeting that say where opinion stands: decisions, disagreements, reports, themes.
    func candidates(in meeting: MeetingView, number: Int) -> [Slots] {
        let minutes = meeting.minutes
        let taken = Set(
            (ledger.proposals.compactMap(\.source) + ledger.points.flatMap { $0.history.compactMap(\.source) })
                .filter { $0.meeting == number }.compactMap(\.line))
        let board = OldGround(ledger.points)
        let heard = minutes.notes.filter { minutes.breakouts.group(hearing: $0.position) == nil }
        return heard.filter { !taken.contains($0.position) }.compactMap { note in
            guard let standing = note.standing, let words = note.body?.words else { return nil }
            let heading = note.heading
            let strand = heading.flatMap { minutes.breakouts[$0.breakout]?.plan.strand } ?? meeting.strandUnderWay(note)
            let kept = view.kept.flatMap { $0["line"] == String(note.position.number) ? $0 : nil }
            let touched = board.touched(by: words.plain)
            return [
                "line": note.position.number, "words": words.plain, "meeting": number, "formID": view.formID(),
                "address": "\(meeting.base)/lines/\(note.position.number)", "tick": standing.tick,
                "label": heading.map { phrases.say("client_report_label", ["name": $0.name, "asked": $0.asked]) }
                    ?? phrases.say(
                        "client_kind_\([.decision, .disagreement].contains(note.kind) ? note.kind.rawValue : "key")"),
                "known": touched.map { known($0) },
                "typed": kept?["text"] ?? words.plain, "isOpen": kept != nil,
                "keptOptions": kept?.all["options"] ?? "", "keptEvidence": kept?["evidence"] ?? "",
                "keptNext": kept?["nextQuestion"] ?? "",
                "strands": ledger.strandNames.map {
                    ["value": $0, "isSet": $0 == (kept?["strand"] ?? strand)] as Slots
                },
                "standings": Point.Standing.allCases.map {
                    choice($0.rawValue, "board_\($0.rawValue)", kept?["standing"] ?? standing.rawValue)
                },
                "points": ledger.points.map { point in
                    [
                        "value": point.number,
                        "isSet": kept.map { $0["number"] == String(point.number) }
                            ?? (touched.count == 1 && touched[0] == point && point.settled == nil),
                        "words": phrases.say("board_point", ["n": String(point.number)]) + ": "
                            + LineSlots.excerpt(point.wording.text),
                    ] as Slots
                },
            ]
        }
    }

    private func known(_ point: Point) -> Slots {
        [
            "words": phrases.say(
                "positions_known", ["n": String(point.number), "text": LineSlots.excerpt(point.wording.text)]),
            "address": "\(view.base)/board#point\(point.number)",
            "standing": phrases.say("board_\(point.wording.standing.rawValue)"),
        ]
    }

    private func meetingChoices(_ chosen: String?) -> [Slots] {
        guard view.role.leads else { return [] }
        let latest = ledger.meetings.last { [.open, .paused].contains(view.held[$0.number]?.phase) }?.number
        return ledger.meetings.map { scheduled in
            [
                "value": scheduled.number, "words": meetingWords(scheduled.number),
                "isSet": chosen.map { $0 == String(scheduled.number) } ?? (scheduled.number == latest),
            ]
        }
    }
}

extension Point.Standing {
    /// The shape on the rail, by the symbol's name in `ticks.mustache`.
    var tick: String {
        switch self {
        case .settled: "agree"
        case .disputed: "differ"
        case .open: "ask"
        }
    }
}

extension Note {
    fileprivate var heading: Breakout.Heading? {
        guard case .report(_, let heading) = body else { return nil }
        return heading
    }

    /// What it says of where opinion stands; `nil` where it is no matter for the board.
    fileprivate var standing: Point.Standing? {
        switch body {
        case .decision: .settled
        case .disagreement: .disputed
        case .report(_, let heading):
            switch heading.means {
            case .agreement: .settled
            case .disagreement: .disputed
            case .nextStep, nil: .open
            case .feedback: nil
            }
        case .summary, .speech: isKeyMoment ? .open : nil
        default: nil
        }
    }
}

extension MeetingView {
    /// The strand whose name stands in the heading, or the agenda item, over a note.
    fileprivate func strandUnderWay(_ note: Note) -> String? {
        guard let place = minutes.place(of: note.position) else { return nil }
        let heading = minutes.notes[..<place].last { if case .topic = $0.body { true } else { false } }
        let title = heading?.body?.words?.plain ?? minutes.meeting.agenda.first { $0.number == note.item }?.title
        return title.flatMap { title in minutes.meeting.strands.first { title.likeness.contains($0.likeness) } }
    }
}
