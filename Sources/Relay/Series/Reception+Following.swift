import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// What is done in a series is said in its meetings too.
extension Reception {
    /// Sent again it says nothing twice: what it says goes under an id made of the entry.
    ///
    /// - Parameters:
    ///   - position: Of the entry the command became.
    ///   - file: The series with the command done.
    func follow(_ command: SeriesCommand, at position: Position, in file: SeriesFile) async {
        let id = "entry-\(position.number)"
        do throws(Problem) {
            switch command {
            case .schedule(let number?, let scheduled): try await move(number, as: scheduled, in: file, id)
            case .review(let source, let review):
                try await say(try await words(of: review, source, in: file), in: file, id)
            case .reopen(let number, let name, let reason, _):
                let text = LineSlots.excerpt(file.ledger[point: number]?.wording.text ?? "")
                let blanks = ["n": String(number), "text": text, "name": name, "reason": reason]
                try await say(pages.phrases.say("series_line_reopened", blanks), in: file, id)
            default: break
            }
        } catch { await hub.refusals.note(error.code) }
    }

    /// Where a meeting on the schedule has a page of its own that is still planned, that says the same day and place.
    private func move(
        _ number: Int, as scheduled: ScheduledMeeting, in file: SeriesFile, _ id: String
    ) async throws(Problem) {
        guard let record = file.ledger[meeting: number]?.meeting.record else { return }
        let listing = try await hub.listing(of: record)
        guard listing.phase == .planned else { return }
        var plan = try await hub.floor(of: listing).minutes.meeting
        guard plan.startsAt != scheduled.startsAt || plan.place != scheduled.place else { return }
        plan.startsAt = scheduled.startsAt
        plan.place = scheduled.place
        try await give(.plan(plan), to: listing, id)
    }

    /// "Carried over from the third open meeting: … – Done: …".
    private func words(
        of review: ActionReview, _ source: Series.Source, in file: SeriesFile
    ) async throws(Problem) -> String {
        let minutes = try await minutes(of: source.meeting, in: file)
        let note = source.line.flatMap { minutes?.note($0) }
        let question = source.question.flatMap { minutes?.questions[$0]?.publication?.wording.words }
        let blanks = [
            "meeting": file.ledger[meeting: source.meeting]?.meeting.title ?? "",
            "words": LineSlots.excerpt(note?.body?.words?.plain ?? question ?? ""),
            "state": pages.phrases.say("review_\(review.state.rawValue)"),
            "outcome": review.outcome,
        ]
        return pages.phrases.say("series_line_review", blanks)
    }

    /// A line of the meeting that is live, where one is.
    private func say(_ words: String, in file: SeriesFile, _ id: String) async throws(Problem) {
        for scheduled in file.ledger.meetings.reversed() {
            guard let record = scheduled.meeting.record else { continue }
            let listing = try await hub.listing(of: record)
            guard listing.phase == .open || listing.phase == .paused, listing.visibility != .invited else { continue }
            // As it stands: nothing of it is a command, or a mark.
            let text = "\\" + InlineText(plain: words).marked
            return try await give(.write(text: text, language: nil, attribution: nil), to: listing, id)
        }
    }

    private func give(_ command: Command, to listing: Listing, _ id: String) async throws(Problem) {
        let author = Participant(id: "series", role: .organiser)
        let outcome = await (try hub.sitting(of: listing)).outcome(of: Submission(command, id: id, from: author))
        if case .refused(_, let problem) = outcome { throw problem }
    }
}
