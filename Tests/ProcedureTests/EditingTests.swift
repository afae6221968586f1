import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `The record after the close` {
    private static let reader = Participant(id: "reader", role: .attendee)

    private static func closed() -> Chamber {
        .holding(.summary("In 2013 it began."), .decision("To go on."), phase: .closed)
    }

    @Test func `a draft is put right without a trace, a circulated record with both wordings and the reason`() throws {
        // Given a closed meeting
        var chamber = Self.closed()
        let line = Position(3)
        // When a line is put right before circulation, then after
        try chamber.hear(.correct(line, text: "In 2012 it began."), from: .scribe)
        #expect(chamber.minutes.note(line)?.emendations == [])
        try chamber.hear(.circulate(until: "2027-06-12"))
        #expect(throws: Refusal.reasonNeeded) { try chamber.hear(.correct(line, text: "In 2011 it began.")) }
        try chamber.hear(.correct(line, text: "In 2011 it began.", why: "The paper says so."))
        // Then only the second leaves the old words, and the line keeps its place
        let emendation = try #require(chamber.minutes.note(line)?.emendations.first)
        #expect(emendation.former.plain == "In 2012 it began." && emendation.words.plain == "In 2011 it began.")
        #expect(emendation.cause == Cause("The paper says so.") && emendation.by == .facilitator)
        #expect(chamber.minutes.note(line)?.body?.words?.plain == "In 2011 it began.")
        #expect(
            chamber.minutes.editing.steps.map(\.change) == [
                .closed, .circulated(until: "2027-06-12"), .corrected(of: line),
            ])
    }

    @Test func `what was circulated is not for the scribe to change`() throws {
        var chamber = Self.closed()
        try chamber.hear(.circulate(until: nil))
        #expect(throws: Refusal.notPermitted(.correct, .scribe)) {
            try chamber.hear(.correct(Position(3), text: "Other words", why: "So"), from: .scribe)
        }
    }

    @Test func `a suggestion is staff's until it is accepted, and then a correction everyone sees`() throws {
        // Given a final record and a reader's suggestion
        var chamber = Self.closed()
        try chamber.hear(.finalise)
        let received = try chamber.hear(
            .suggest(Position(3), Suggestion.Wording("In 2010 it began.")), from: Self.reader)
        #expect(received.map(\.audience) == [.staff])
        let number = try #require(chamber.minutes.editing.suggestions.waiting.first?.number)
        // When it is accepted
        let lines = try chamber.hear(.acceptSuggestion(number, text: nil, why: "She was there."))
        // Then a correction for everyone names it, and it cannot be decided upon again
        #expect(
            lines.map(\.body) == [
                .correction(
                    of: Position(3), to: "In 2010 it began.", because: Cause("She was there.", suggestion: number))
            ])
        #expect(lines.map(\.audience) == [.everyone])
        let place = chamber.minutes.position
        #expect(throws: Refusal.suggestionIs(number, .accepted(place))) {
            try chamber.hear(.declineSuggestion(number, reason: "No."))
        }
    }

    @Test func `one reader's suggestions that wait are few, and none says what the line says already`() throws {
        var chamber = Self.closed()
        for count in 1...Limit.questionsPerAsker {
            try chamber.hear(.suggest(Position(3), Suggestion.Wording("Wording \(count)")), from: Self.reader)
        }
        let limit = Refusal.tooMany(what: "suggestions of yours that wait", limit: Limit.questionsPerAsker)
        #expect(throws: limit) {
            try chamber.hear(.suggest(Position(4), Suggestion.Wording("One more")), from: Self.reader)
        }
        #expect(throws: Refusal.self) {
            try chamber.hear(.suggest(Position(4), Suggestion.Wording("To go on.")), from: .facilitator)
        }
        #expect(throws: Refusal.noToken) {
            try chamber.hear(
                .suggest(Position(4), Suggestion.Wording("X")), from: Participant(id: "", role: .attendee))
        }
    }

    @Test func `editions go one way`() throws {
        var chamber = Self.closed()
        #expect(throws: Refusal.badValue(field: "until", rule: "a day such as 2026-06-12")) {
            try chamber.hear(.circulate(until: "soon"))
        }
        #expect(throws: Refusal.badValue(field: "until", rule: "today, 2026-09-21, or a later day")) {
            try chamber.hear(.circulate(until: "2026-09-20"))
        }
        try chamber.hear(.circulate(until: "2027-06-12"))
        #expect(throws: Refusal.editionIs(.circulated(until: "2027-06-12"))) {
            try chamber.hear(.circulate(until: "2027-06-12"))
        }
        try chamber.hear(.circulate(until: "2027-06-30"))
        try chamber.hear(.finalise)
        #expect(throws: Refusal.editionIs(.final)) { try chamber.hear(.circulate(until: nil)) }
        #expect(throws: Refusal.notClosed) {
            try Chamber.holding().ruling(on: .finalise, from: .organiser, at: .afternoon)
        }
    }

    @Test func `a line taken back takes its old wordings and its suggestions with it, as a replay without them knows`()
        throws
    {
        // Given a circulated record with a dated correction and a suggestion to one line
        var entries = Entry.run([
            .planned(Meeting(title: "Third")), .opened, .summary("One"), .closed, .circulated(until: nil),
            .correction(of: Position(3), to: "Two", because: Cause("So.")),
            .suggestionReceived(of: Position(3), Suggestion.Wording("Three"), by: "reader"),
            .suggestionDeclined(7, of: Position(3), reason: "No."), .retraction(of: Position(3)),
        ])
        let live = Chamber(replaying: entries)
        // When their words are gone from the record
        entries[2] = entries[2].holding(.erased(.summary))
        entries[5] = entries[5].holding(.erased(.correction))
        entries[6] = entries[6].holding(.withheld)
        // Then a replay gives the same chamber, and the versions keep their numbers
        #expect(Chamber(replaying: entries) == live)
        #expect(live.minutes.editing.steps.count == 4 && live.minutes.editing.suggestions.all.isEmpty)
    }
}
