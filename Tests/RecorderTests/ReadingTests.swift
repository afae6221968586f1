import Foundation
import Proceedings
import TestSupport
import Testing

@testable import Recorder

@Suite struct `Reading` {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// One public line, one for staff, one public.
    private func mixed() async throws -> RecordStore {
        let store = try await scratch.begun()
        let entries: [Entry] = [
            .said("We begin.", at: 1), .said("Her phone is 07700 900123.", at: 2, to: .staff), .said("We end.", at: 3),
        ]
        try await store.append(.init(entries: entries), to: .plenary)
        return store
    }

    @Test func `What a role may not see never leaves the server for it`() async throws {
        let store = try await mixed()
        for role in Role.allCases {
            let read = try await store.entries(of: .plenary, after: .start, limit: 10, for: Reader(role))
            #expect(read.map(\.position.number) == (role.isStaff ? [1, 2, 3] : [1, 3]))
            let sealed = try await store.sealedEntries(of: .plenary, after: .start, limit: 10, for: Reader(role))
            #expect(sealed.map(\.position.number) == [1, 2, 3])
            #expect((sealed[1].body != nil, sealed[1].salt != nil) == (role.isStaff, role.isStaff))
        }
        try await store.close()
    }

    @Test func `what one group hears is given to it and to staff, and its header tells no kind`() async throws {
        let store = try await scratch.begun()
        try await store.append(
            .init(entries: [.said("All.", at: 1), .said("Ours.", at: 2, to: .breakout(2))]), to: .plenary)
        let readers = [
            Reader(.attendee), Reader(.attendee, group: 1), Reader(.rapporteur, group: 2), Reader(.voice),
        ]
        for (reader, isOpen) in zip(readers, [false, false, true, true]) {
            let read = try await store.entries(of: .plenary, after: .start, limit: 10, for: reader)
            #expect(read.map(\.position.number) == (isOpen ? [1, 2] : [1]))
            let sealed = try await store.sealedEntries(of: .plenary, after: .start, limit: 10, for: reader)
            #expect((sealed[1].body != nil) == isOpen)
            #expect(String(decoding: sealed[1].header, as: UTF8.self).contains(#""kind":"restricted""#))
        }
        try await store.close()
    }

    @Test func `a header tells place and time, and its kind only where everyone may know it`() async throws {
        let store = try await mixed()
        let sealed = try await store.sealedEntries(of: .plenary, after: .start, limit: 10, for: Reader(.attendee))
        let headers = sealed.map { String(decoding: $0.header, as: UTF8.self) }
        let start = #"{"meeting":"\#(RecordID.plenary.text)","position":"#
        #expect(headers[0].hasPrefix(start + #"1,"time":1401364800001,"kind":"summary","commitment":""#))
        let restricted = start + #"2,"time":1401364800002,"kind":"restricted","commitment":""#
        #expect(headers[1].hasPrefix(restricted))
        #expect(headers[1].dropFirst(restricted.count).count == 46)  // 32 bytes in base 64, then "}
        try await store.close()
    }

    @Test func `the same words twice have commitments that do not tell so`() async throws {
        let store = try await scratch.begun()
        try await store.say("Yes.", "Yes.", from: 1)
        let sealed = try await store.sealedEntries(of: .plenary, after: .start, limit: 2, for: Reader(.scribe))
        #expect(sealed[0].body == sealed[1].body)
        #expect(sealed[0].salt?.count == 32)
        #expect(sealed[0].salt != sealed[1].salt)
        #expect(EntryHeader(sealed[0].header)?.commitment != EntryHeader(sealed[1].header)?.commitment)
        try await store.close()
    }

    @Test func `reading goes on after the last position the reader has`() async throws {
        let store = try await scratch.begun()
        try await store.append(.init(entries: Entry.numbered(1...10)), to: .plenary)
        let page = try await store.entries(of: .plenary, after: Position(4), limit: 3, for: Reader(.attendee))
        #expect(page == Entry.numbered(5...7))
        #expect(try await store.entries(of: .plenary, after: Position(10), limit: 3, for: Reader(.attendee)).isEmpty)
        #expect(try await store.entries(of: .other, after: .start, limit: 3, for: Reader(.attendee)).isEmpty)
        #expect(try await store.entries(of: .plenary, after: .start, limit: 0, for: Reader(.attendee)).count == 1)
        try await store.close()
    }

    @Test func `every kind of line comes back as it was said`() async throws {
        let words = InlineText([.text("a/b \u{1F469}\u{200D}\u{1F680} e\u{301} "), .strong([.text("“ŵ”")]), .lineBreak])
        let asked = Question.Wording("Who pays? ŵ", name: "Ada", organisation: "ODW", behalf: "Bo", isFromRoom: true)
        let bodies: [Line.Body] =
            [
                .planned(Meeting(title: "Plenary", agenda: [AgendaItem(number: 1, title: "Welcome")])), .opened,
                .paused,
                .resumed, .attributionChanged(.role), .speakerAdded(Speaker(name: "Dilys Owen", aliases: ["do"])),
                .itemAdded(AgendaItem(number: 2, title: "Fraud", minutes: 20)),
                .itemChanged(AgendaItem(number: 2, title: "Fraud, error and debt", purpose: .decide)), .itemDropped(2),
                .itemTakenUp(1), .itemClosed(1), .topic(words, level: 2), .speech(words, speaker: "Dilys Owen"),
                .summary(words), .scene(words), .decision(words), .disagreement(words), .feedback(words),
                .action(words, owner: "Bo", due: "2014-06-26"), .keyMoment(of: Position(3)),
                .correction(of: Position(3), to: words), .retraction(of: Position(3)),
                .correction(of: Position(3), to: words, because: Cause("So.", suggestion: 4)),
                .circulated(until: "2026-06-12"), .finalised,
                .restored(Restoration(size: 60, checkpoint: "notes.example.org/may\n60\nAAAA\n")),
                .suggestionReceived(of: Position(3), Suggestion.Wording("Other words", why: "So."), by: "ada"),
                .suggestionDeclined(4, of: Position(3), reason: "No."),
                .erasure(
                    Erasure(of: [Position(3)], ground: .court, reference: "A 7", questions: [1], highest: [.turns: 4])),
                .questionReceived(1, asked, asker: "ada"),
                .questionAmended(1, Question.Wording("Who?"), asker: "ada", since: .noon),
                .questionPublished(1, asked, isEdited: true, splitFrom: 2), .questionDeclined(3, reason: "Off topic"),
                .questionMerged(4, into: 1), .questionSplit(5, into: [6, 7]),
                .questionUnpublished(1, reason: "Names a person"), .questionWithdrawn(1),
                .questionMoved(6, to: .onNow), .questionAnswered(6, by: Position(13)),
                .questionTakenAway(7, owner: "Bo", due: "2014-06-26"), .questionCarried(7), .questionsPaused,
                .questionsResumed, .moderationChanged(.none), .participantBarred("ada"), .participantUnbarred("ada"),
                .wordsWatched(["damn", "ŵ"]),
                .questionReceived(8, asked, asker: "ada", noticed: Question.Noticed(words: ["damn"], name: .staff)),
                .turnAsked(1, by: "ada", Turn.Wish(name: "Ada", remark: "We pay.")),
                .turnQueued(1, Turn.Wish(name: "Ada", place: "Leeds")), .turnLeft(1), .turnPostponed(1),
                .turnCalled(1), .turnEnded(1), .listClosed, .listReopened, .turnTimeSet(120),
                .budgetSet(.media, 600), .pollOpened(1, Poll.Asked("Who? ŵ", options: ["A", "B"])),
                .pollCounted(1, [1, 2]),
                .pollClosed(1, Poll.Asked("Who? ŵ", options: ["A", "B"]), remote: [3, 4], room: [1, 2]),
                .pollNamed(1, [["Ada"], []]),
                .report(words, under: Breakout.Heading(breakout: 1, name: "Energy", prompt: 1, asked: "Where?")),
                .breakoutFormed(1, Breakout.Plan("Energy", setting: .room)), .breakoutSignedOff(1),
                .breakoutReopened(1),
                .breakoutCalled(1, name: "Energy"), .breakoutMissing(2, name: "Safety", reason: nil),
                .themeGathered(1, name: "Costs", of: Position(3)), .themeReleased(1, of: Position(3)),
                .announced("Lunch"),
                .announcementEnded, .screenTurned(.join),
                .voiceNamed("Sam"), .followed(Following(followers: 7)), .closed,
            ] + Self.ofSeries.map { .series($0) }
        #expect(Set(bodies.map { Line($0).kind }) == Set(Line.Kind.allCases))
        let entries = bodies.enumerated().map { Entry(Position($0 + 1), at: .noon, Line($1, language: .welsh)) }
        let store = try await scratch.begun()
        try await store.append(.init(entries: entries), to: .plenary)
        #expect(try await store.allEntries(of: .plenary) == entries)
        try await store.close()
    }

    /// What is recorded of a series, each kind once.
    private static let ofSeries: [Series.Act] = [
        .planned(
            Series(
                title: "Sharing ŵ", purpose: "To agree", strands: [Series.Strand("Fraud", milestones: ["May"])],
                targets: [Series.Target(region: "Wales", share: 10)])),
        .meetingScheduled(1, ScheduledMeeting(title: "First", startsAt: .noon, setting: .mixed, record: .plenary)),
        .pointProposed(
            1, Point.Wording(strand: "Fraud", standing: .disputed, text: "How far", options: ["A", "B"]),
            from: Series.Source(meeting: 1, line: Position(3))),
        .pointConfirmed(
            of: Position(3),
            by: .hands(
                meeting: 1, poll: 2,
                votes: Point.Votes(question: "Is it?", options: ["A", "B"], remote: [1, 2], room: nil))),
        .pointDeclined(of: Position(3), reason: "Said twice"),
        .pointReopened(1, by: "Bo", reason: "New law", at: nil),
        .actionReviewed(Series.Source(meeting: 1, line: Position(3)), ActionReview(.done, outcome: "It went out.")),
        .feedbackAnswered(Series.Source(meeting: 1, line: Position(3)), answer: "A lift"),
        .paperAdded(1, Paper(meeting: 1, title: "Draft", address: "https://x.org", items: [2])), .paperDropped(1),
        .commentReceived(1, CommentWording(point: 1, text: "ŵ", name: "Ada"), by: "ada"),
        .commentPublished(1, CommentWording(point: 1, text: "ŵ")), .commentDeclined(1, reason: "Off topic"),
        .wordAsked(1, term: "PIA"), .wordExplained(1, Glossary.Explanation(term: "PIA", text: "ŵ")), .wordDropped(1),
        .inviteeSuggested("Somebody ŵ"),
    ]

    @Test func `many may read while one writes, and each sees a record without a gap`() async throws {
        let store = try await scratch.begun()
        try await withThrowingTaskGroup { group in
            group.addTask {
                for start in 1...60 { try await store.say("line \(start)", from: start) }
            }
            for _ in 1...4 {
                group.addTask {
                    var seen = 0
                    while seen < 60 {
                        let read = try await store.entries(
                            of: .plenary, after: Position(seen), limit: 100, for: Reader(.attendee))
                        #expect(read.map(\.position.number) == Array(seen + 1..<seen + 1 + read.count))
                        seen += read.count
                    }
                }
            }
            try await group.waitForAll()
        }
        try await store.close()
    }

    @Test func `reading and writing wait while the record is opened again, and lose nothing`() async throws {
        let store = try await scratch.begun()
        try await withThrowingTaskGroup { group in
            group.addTask {
                for start in 1...40 { try await store.say("line \(start)", from: start) }
            }
            group.addTask {
                for _ in 1...20 { try await store.reopen() }
            }
            for _ in 1...3 {
                group.addTask {
                    var seen = 0
                    while seen < 40 { seen = try await store.allEntries(of: .plenary).count }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.verify().map(\.size) == [40])
        try await store.close()
    }
}
