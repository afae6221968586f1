import Procedure
import Proceedings

/// A series as its pages' templates want it.
struct SeriesSlots {
    let phrases: Phrases
    let view: SeriesPageView

    init(_ phrases: Phrases, _ view: SeriesPageView) {
        self.phrases = phrases
        self.view = view
    }

    var ledger: Ledger { view.ledger }
    var clock: LocalTime { LocalTime(ledger.series.timeZone, phrases) }

    // MARK: Where we have got to

    var overview: Slots {
        let open = view.carryOver.actions.filter(\.isOpen)
        let questions = view.carryOver.questions.filter(\.isOpen)
        var slots: Slots = [
            "strands": strands, "openActions": phrases.count("series_actions", open.count),
            "openQuestions": phrases.count("series_questions", questions.count),
            "hasQuestions": !questions.isEmpty,
            "hasOpen": !open.isEmpty || !questions.isEmpty,
            "meetings": inOrder(ledger.meetings).map(meeting), "hasMeetings": !ledger.meetings.isEmpty,
            "isNew": ledger.meetings.isEmpty && view.role == .organiser,
        ]
        slots["next"] = next.map(meeting)
        slots["live"] = live.map(meeting)
        slots["gathered"] = gathered
        slots["waitingComments"] = waitingComments
        return slots
    }

    private var live: Ledger.Scheduled? {
        ledger.meetings.last { [.open, .paused].contains(view.held[$0.number]?.phase) }
    }

    /// The first that is still to come.
    var next: Ledger.Scheduled? {
        inOrder(ledger.meetings).first {
            isToCome($0) && $0.meeting.standing != .cancelled && $0.number != live?.number
        }
    }

    /// By day; those without one last.
    private func inOrder(_ meetings: [Ledger.Scheduled]) -> [Ledger.Scheduled] {
        meetings.sorted {
            ($0.meeting.startsAt ?? Self.far, $0.number) < ($1.meeting.startsAt ?? Self.far, $1.number)
        }
    }

    func isToCome(_ scheduled: Ledger.Scheduled) -> Bool {
        if let phase = view.held[scheduled.number]?.phase { return phase != .closed }
        return scheduled.meeting.startsAt.map { view.now < $0 } ?? true
    }

    private static let far = Instant(milliseconds: .max)

    // MARK: The schedule

    /// Next first.
    var coming: [Ledger.Scheduled] { inOrder(ledger.meetings.filter { isToCome($0) }) }

    /// Newest first.
    var past: [Ledger.Scheduled] { inOrder(ledger.meetings.filter { !isToCome($0) }).reversed() }

    var schedule: Slots {
        return [
            "coming": coming.map(meeting), "hasComing": !coming.isEmpty, "past": past.map(meeting),
            "hasPast": !past.isEmpty, "calendar": view.address + "/calendar.ics",
            "subscribe": "webcal://" + view.address.droppingPrefix(["https://", "http://"]) + "/calendar.ics",
            "newMeeting": form(for: nil),
        ]
    }

    func meeting(_ scheduled: Ledger.Scheduled) -> Slots {
        let meeting = scheduled.meeting
        let held = view.held[scheduled.number]
        let about = [
            meeting.place, meeting.setting.map { phrases.say("setting_\($0.rawValue)") },
            meeting.minutes.map { length($0) },
        ].compactMap(\.self)
        var slots: Slots = [
            "number": scheduled.number, "title": meeting.title,
            "when": meeting.startsAt.map { clock.dateTime($0) } ?? phrases.say("date_to_settle"),
            "about": about.joined(separator: " · "), "standing": meeting.standing.rawValue,
            "standingWord": standingWord(scheduled), "isCancelled": meeting.standing == .cancelled,
            "hasDay": meeting.startsAt != nil && meeting.standing != .cancelled,
            "calendar": "\(view.base)/meetings/\(scheduled.number)/calendar.ics",
            "form": form(for: scheduled), "mayHold": meeting.record == nil && meeting.standing != .cancelled,
            "formID": view.formID(),
        ]
        slots["datetime"] = meeting.startsAt.map(LocalTime.machine) as Any? ?? false
        slots["moved"] =
            scheduled.movedFrom.map { phrases.say("series_moved", ["when": clock.dateTime($0)]) } as Any? ?? false
        slots["address"] = held.map { "/m/\($0.slug)" } as Any? ?? false
        slots["record"] = held.flatMap { $0.phase == .closed ? "/m/\($0.slug)/record" : nil } as Any? ?? false
        slots["isLive"] = [.open, .paused].contains(held?.phase)
        slots["reading"] = reading(of: scheduled) as Any? ?? false
        slots["create"] = "/new?series=\(view.slug)&meeting=\(scheduled.number)"
        return slots
    }

    private func standingWord(_ scheduled: Ledger.Scheduled) -> String {
        if let phase = view.held[scheduled.number]?.phase, phase != .planned {
            return phrases.say("client_phase_\(phase.rawValue)").lowercased()
        }
        return phrases.say("standing_\(scheduled.meeting.standing.rawValue)")
    }

    func length(_ minutes: Int) -> String {
        let hours = minutes / 60
        guard hours > 0 else { return phrases.say("series_minutes", ["n": String(minutes)]) }
        guard minutes % 60 > 0 else { return phrases.count("series_hours", hours) }
        return phrases.say("series_hours_minutes", ["h": String(hours), "m": String(minutes % 60)])
    }

    /// The form of a meeting on the schedule, filled in; a new one's where there is none.
    private func form(for scheduled: Ledger.Scheduled?) -> Slots {
        let kept = view.kept(.schedule, of: scheduled?.number)
        let meeting = scheduled?.meeting
        let local = meeting?.startsAt.map { clock.fields($0) }
        let standing = kept.value(
            "standing", meeting?.standing.rawValue ?? ScheduledMeeting.Standing.provisional.rawValue)
        let setting = kept.value("setting", meeting?.setting?.rawValue)
        return [
            "number": scheduled?.number as Any? ?? false, "key": scheduled.map { String($0.number) } ?? "new",
            "formID": view.formID(), "title": kept.value("title", meeting?.title),
            "date": kept.value("date", local?.date),
            "time": kept.value("time", local?.time),
            "minutes": kept.value("minutes", meeting?.minutes.map { String($0) }),
            "place": kept.value("place", meeting?.place), "readBy": kept.value("readBy", meeting?.readBy),
            "isOpen": kept != nil,
            "standings": ScheduledMeeting.Standing.allCases.map {
                choice($0.rawValue, "standing_\($0.rawValue)", standing)
            },
            "settings": Breakout.Setting.allCases.map { choice($0.rawValue, "setting_\($0.rawValue)", setting) },
        ]
    }

    func choice(_ value: String, _ key: String, _ chosen: String) -> Slots {
        ["value": value, "words": phrases.say(key), "isSet": value == chosen]
    }

    // MARK: What is carried over

    var actions: Slots {
        let all = view.carryOver.actions
        let questions = view.carryOver.questions.filter(\.isOpen)
        let settled = view.carryOver.questions.filter { !$0.isOpen }
        return [
            "gathered": gathered as Any? ?? false,
            "open": all.filter(\.isOpen).map(action), "hasOpen": all.contains(where: \.isOpen),
            "closed": all.filter { !$0.isOpen }.reversed().map(action) + settled.reversed().map(self.question),
            "hasClosed": all.contains { !$0.isOpen } || !settled.isEmpty,
            "questions": questions.map(self.question), "hasQuestions": !questions.isEmpty,
        ]
    }

    private func question(_ question: CarryOver.OpenQuestion) -> Slots {
        let address = view.held[question.meeting].map { "/m/\($0.slug)/questions/\(question.number)" }
        return review(of: question.source, question.reviews).merging([
            "words": question.words, "owner": false, "due": false, "group": false, "isQuestion": true,
            "source": [
                "words": meetingWords(question.meeting), "address": address as Any? ?? false, "isKnown": true,
            ] as Slots,
        ]) { $1 }
    }

    private func action(_ action: CarryOver.Action) -> Slots {
        review(of: action.source, action.reviews).merging([
            "words": action.text.plain, "isQuestion": false,
            "owner": action.owner.flatMap { action.text.plain.contains($0) ? nil : $0 } as Any? ?? false,
            "due": action.due.map { phrases.say("client_due", ["date": clock.day($0)]) } as Any? ?? false,
            "group": action.group as Any? ?? false, "source": source(action.source),
        ]) { $1 }
    }

    /// What became of it, and the form to say so.
    private func review(of source: Series.Source, _ reviews: [Ledger.Review]) -> Slots {
        let kept = keeps(source, .review)
        let line = source.line.map { "\($0.number)" }
        return [
            "formID": view.formID(), "meeting": source.meeting, "line": line as Any? ?? false,
            "question": source.question as Any? ?? false,
            "key": "\(source.meeting)-" + (line ?? source.question.map { "q\($0)" } ?? ""), "isOpen": kept != nil,
            "keptOutcome": kept?["outcome"] ?? "",
            "states": ActionReview.State.allCases.map {
                choice($0.rawValue, "review_\($0.rawValue)", kept?["state"] ?? ActionReview.State.done.rawValue)
            },
            "outcome": reviews.last.map { last in
                [
                    "state": phrases.say("review_\(last.review.state.rawValue)"), "words": last.review.outcome,
                    "when": clock.longDate(last.at),
                ] as Slots
            } as Any? ?? false,
        ]
    }

    var feedback: [Slots] {
        view.carryOver.feedback.sorted { $0.source.meeting > $1.source.meeting }.map { said in
            let kept = keeps(said.source, .answer)
            return [
                "words": said.text.plain, "group": said.group as Any? ?? false, "source": source(said.source),
                "answer": said.answer as Any? ?? false, "formID": view.formID(), "meeting": said.source.meeting,
                "line": said.source.line?.number ?? 0, "isOpen": kept != nil,
                "kept": kept?["text"] ?? said.answer ?? "",
            ]
        }
    }

    private func keeps(_ source: Series.Source, _ kind: SeriesCommand.Kind) -> FormFields? {
        guard let kept = view.kept(kind), kept["meeting"] == String(source.meeting),
            kept["line"] == source.line.map({ String($0.number) }),
            kept["question"] == source.question.map({ String($0) })
        else { return nil }
        return kept
    }

    // MARK: Where something was said

    /// "Third open meeting, 12 March 2026, line 41", and where to read it.
    func source(_ source: Series.Source?) -> Slots {
        guard let source else { return ["words": "", "address": false, "isKnown": false] }
        let held = view.held[source.meeting]
        let address = held.map { held in
            source.line.map { "/m/\(held.slug)/lines/\($0.number)" } ?? "/m/\(held.slug)"
        }
        return ["words": sourceWords(source), "address": address as Any? ?? false, "isKnown": true]
    }

    /// "Third open meeting, 12 March 2026, line 41".
    func sourceWords(_ source: Series.Source) -> String {
        let meeting = meetingWords(source.meeting)
        return source.line.map { phrases.say("series_source_line", ["meeting": meeting, "n": String($0.number)]) }
            ?? meeting
    }

    func meetingWords(_ number: Int) -> String {
        guard let scheduled = ledger[meeting: number] else { return "" }
        let began = view.held[number]?.minutes.times.opened ?? scheduled.meeting.startsAt
        let day = (scheduled.meeting.startsAt ?? began).map { clock.day(clock.fields($0).date) }
        return [scheduled.meeting.title, day].compactMap(\.self).joined(separator: ", ")
    }
}
