import Procedure
import Proceedings
import Wire

/// What each frame of a series on the page asks for, in the page's order.
enum SeriesFrames {
    static let asked: [SeriesCommand] = [
        .plan(
            Series(
                title: "Sharing data between public bodies", purpose: "Find what can be agreed.",
                strands: [
                    Series.Strand(
                        "Research and statistics", premise: "De-identified data only.", endPoint: "A white paper",
                        milestones: ["Mid September: a draft paper"])
                ], targets: [Series.Target(sector: .civilSociety, share: 30)])),
        .schedule(
            2,
            ScheduledMeeting(
                title: "Second open meeting", startsAt: Instant(milliseconds: 1_798_000_000_000), minutes: 90,
                place: "Cardiff", setting: .mixed, readBy: "2026-12-16", standing: .confirmed)),
        .hold(2, held),
        .propose(
            nil,
            Point.Wording(
                strand: "Research and statistics", standing: .disputed, text: "How far the safeguards reach",
                options: ["Research only", "All uses"], evidence: "The pilot of 2025",
                nextQuestion: "What would a pilot show?"), from: Series.Source(meeting: 2, line: Position(41))),
        .confirm(Position(7), by: .hands(meeting: 2, poll: 1, votes: votes)),
        .decline(Position(8), reason: "Said twice"),
        .reopen(
            1, by: "Dilys Owen", reason: "The law has changed.", at: Series.Source(meeting: 2, line: Position(57))),
        .review(
            Series.Source(meeting: 1, line: Position(44)), ActionReview(.done, outcome: "The draft went out.")),
        .answer(Series.Source(meeting: 1, line: Position(47)), "Papers go out a week before from now on."),
        .addPaper(
            nil,
            Paper(
                meeting: 2, title: "Draft white paper", address: "https://notes.example.org/papers/draft", minutes: 20,
                items: [2, 3])),
        .dropPaper(1), .comment(Comment.Wording(point: 1, text: "Add the date.", name: "Ada Ng")),
        .publishComment(1, words: "Add the dates."), .declineComment(2, reason: "Names a person"), .askWord("PIA"),
        .explain(
            nil,
            Glossary.Explanation(
                term: "PIA", text: "What might go wrong for people, written down beforehand.", owner: "Bo Hughes",
                review: "2027-03-12")),
        .dropWord(2),
        .suggestInvitee("Somebody who was refused a credit because of a mistake in the data."),
    ]

    /// What the relay finds out for a frame: the record of the meeting it names, and what a show of hands came to.
    static let held = RecordID("0123456789abcdefghjkmnpqrs")
    static let votes = Point.Votes(
        question: "Is it so?", options: ["For", "Against"], remote: [12, 3], room: [20, 1])
}
