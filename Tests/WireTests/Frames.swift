import Procedure
import Proceedings
import TestSupport
import Wire

/// What the server would really say for each literal frame of the page, in the page's order.
enum Frames {
    static let ofThePage: [ServerFrame] = [
        .welcome(epoch: epoch, from: Position(41), last: Position(43), role: .attendee, isLive: true, state: nil),
        .welcome(
            epoch: epoch, from: Position(43), last: Position(43), role: .scribe, isLive: true,
            state: StateView(minutes, support: [4: 12], in: Surroundings())
        ),
        .entry(
            entry(
                44, at: 160_000,
                Line(.decision(InlineText(marked: "Publish the **timetable** of meetings.")), by: .scribe)),
            after: Position(43)),
        .entry(
            entry(
                45, at: 170_000,
                Line(.correction(of: Position(43), to: "Thanked all who join from outside London."), by: .scribe)),
            after: Position(44)),
        .entry(
            Entry(position: Position(46), acceptedAt: time(180_000), content: .erased(.summary)), after: Position(45)),
        .accepted(id: "c-17", [Position(44)]),
        .refused(id: "c-18", Problem(.textTooLong(limit: 4000, length: 4210))),
        .draft(scribe: "s2", text: "Thanked those joi"),
        .gauge(followers: 38, isRecording: true), .support([4: 12, 7: 3]),
        .poll(number: 2, voted: 17), .members([1: 12, 3: 2]),
        .audience(
            Following(
                places: [.init("Leeds", 8)], sectors: [.init("civil-society", 9), .init("media", 2)], hasOthers: true),
            behind: (1, 4)),
        .checkpoint(CheckpointView(size: 41, root: "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")),
    ]

    /// The name of a frame; a new kind of frame does not compile until it is here and, by a test, on the page.
    static func name(of frame: ServerFrame) -> String {
        switch frame {
        case .welcome: "welcome"
        case .entry: "entry"
        case .accepted: "accepted"
        case .refused: "refused"
        case .draft: "draft"
        case .gauge: "gauge"
        case .support: "support"
        case .poll: "poll"
        case .members: "members"
        case .audience: "audience"
        case .checkpoint: "checkpoint"
        }
    }

    /// What each client frame of the page asks for.
    static let asked: [ClientFrame] = [
        .command(
            id: "c-17",
            .write(text: "do: Thanked those joining from outside London.", language: .english, attribution: nil)),
        .draft("Thanked those joi"), .command(id: "c-1", .open), .command(id: "c-2", .pause),
        .command(id: "c-3", .resume),
        .command(id: "c-4", .close(really: true)),
        .command(id: "c-5", .addItem(title: "Report back", purpose: .discuss, minutes: 40, presenter: "Dilys Owen")),
        .command(
            id: "c-6",
            .changeItem(AgendaItem(number: 2, title: "Report back from groups", purpose: .discuss, minutes: 45))),
        .command(id: "c-7", .dropItem(number: 3)), .command(id: "c-8", .takeUp(number: 2)),
        .command(id: "c-9", .nextItem(really: false)),
        .command(id: "c-10", .closeItem(number: 2)),
        .command(id: "c-11", .correct(Position(43), text: "Thanked all who join from outside London.")),
        .command(id: "c-12", .retract(Position(43))), .command(id: "c-13", .markKeyMoment(Position(44))),
        .command(id: "c-90", .circulate(until: "2026-06-12")), .command(id: "c-91", .finalise),
        .command(
            id: "c-92",
            .suggest(
                Position(43),
                Suggestion.Wording("Thanked all who joined from outside London.", why: "I was there."))),
        .command(id: "c-93", .acceptSuggestion(1, text: nil, why: "It had ended.")),
        .command(id: "c-94", .declineSuggestion(2, reason: "The recording says otherwise.")),
        .command(id: "c-14", .addSpeaker(.dilys)), .command(id: "c-15", .setAttribution(.role)),
        .command(
            id: "c-16",
            .plan(
                Meeting(
                    title: "Data sharing: third open meeting", objective: "Agree what to pilot",
                    strands: ["Research and statistics"]))),
        .command(
            id: "c-20",
            .ask(Question.Wording("Who pays for it?", name: "Ada Ng", organisation: "Open Data Wales"))),
        .command(id: "c-21", .amend(4, words: "Who pays?")), .command(id: "c-22", .withdraw(4)),
        .command(id: "c-23", .support(4, isOn: true)), .command(id: "c-24", .publish(4, words: "Who will pay for it?")),
        .command(id: "c-25", .decline(5, reason: "Answered before")), .command(id: "c-26", .merge(6, into: 4)),
        .command(id: "c-27", .split(7, words: ["Who pays?", "Who decides?"])),
        .command(id: "c-28", .unpublish(4, reason: "Names a person")), .command(id: "c-29", .place(4, .onNow)),
        .command(id: "c-30", .answer(4, by: Position(44))),
        .command(id: "c-31", .takeAway(8, owner: "Dilys Owen", due: "2026-10-01")),
        .command(id: "c-32", .pauseQuestions), .command(id: "c-33", .resumeQuestions),
        .command(id: "c-34", .setModeration(.none)),
        .command(id: "c-69", .bar(.question(4))), .command(id: "c-70", .bar(.turn(3))),
        .command(id: "c-71", .unbar("0f1e2d3c4b5a69788796a5b4c3d2e1f0")),
        .command(id: "c-72", .watchWords(["damn", "Ada Ng"])),
        .command(id: "c-35", .joinList(Turn.Wish(name: "Mary", place: "Southend", about: "say why"))),
        .command(id: "c-36", .leaveList(3)), .command(id: "c-37", .postpone(nil)),
        .command(id: "c-38", .call(nil, really: false)), .command(id: "c-39", .endTurn),
        .command(id: "c-40", .lastWord(4)), .command(id: "c-41", .readRemark(5)), .command(id: "c-42", .closeList),
        .command(id: "c-43", .reopenList), .command(id: "c-44", .setTurnTime(120)),
        .command(id: "c-45", .setBudget(.privateSector, 600)),
        .command(
            id: "c-46", .openPoll(Poll.Asked("Shall we meet each month?", options: ["For", "Against", "Abstain"]))),
        .command(id: "c-47", .vote(2, option: 1, name: nil)), .command(id: "c-48", .countRoom(2, [12, 3, 0])),
        .command(id: "c-49", .closePoll(2)), .command(id: "c-50", .publishNames(3)),
        .command(id: "c-51", .announce("We go on at 14:10 in room 3.")), .command(id: "c-52", .endAnnouncement),
        .command(id: "c-53", .turnScreen(.join)), .command(id: "c-54", .nameVoice("Sam Hughes")),
        .command(id: "c-55", .tellWhereabouts(Whereabouts(place: "Leeds", sector: .civilSociety))),
        .command(id: "c-56", .strikePlace("Leeds")),
        .command(
            id: "c-57", .formBreakout(Breakout.Plan("Energy", strand: "Fraud, error and debt", setting: .mixed))),
        .command(id: "c-58", .changeBreakout(2, Breakout.Plan("Light"))),
        .command(id: "c-59", .report(2, prompt: 1, text: "We agree on the dates.")),
        .command(id: "c-60", .signOff(2)), .command(id: "c-61", .reopenReport(nil)),
        .command(id: "c-62", .callBreakout(2)), .command(id: "c-63", .missReport(3, reason: "Its line went down.")),
        .command(id: "c-66", .joinBreakout(2)), .command(id: "c-67", .joinBreakout(nil)),
        .command(id: "c-68", .leaveBreakout),
        .command(id: "c-64", .gather(Position(44), theme: nil, name: "Pilots")),
        .command(id: "c-65", .release(Position(44), theme: 1)),
    ]

    /// One refusal of each kind, with values that are seen in its words.
    static let refusals: [Refusal] = [
        .notPermitted(.open, .scribe), .notOpen, .already(.paused), .closed, .itemsOpen(count: 2), .notClosed,
        .editionIs(.final), .editionIs(.circulated(until: nil)), .reasonNeeded, .unknownSuggestion(3),
        .suggestionIs(3, .accepted(Position(90))), .suggestionIs(3, .declined(reason: "No.")),
        .justTakenUp(number: 3),
        .unknownLine(Position(7)), .unknownLine(nil), .lineGone(Position(7)), .noMatch("old"), .unknownItem(9),
        .unknownItem(nil), .textEmpty,
        .textTooLong(limit: 4000, length: 4001), .controlCharacters, .badValue(field: "title", rule: "some words"),
        .tooMany(what: "speakers", limit: 500), .unknownQuestion(9), .questionIs(4, .merged(into: 5)), .noQuestion,
        .notYours(4), .questionTooLong(limit: 500, length: 501), .questionsPaused, .barred, .queueFull(limit: 300),
        .noToken,
        .unknownTurn(4), .unknownTurn(nil), .listClosed, .onTheList(4), .justCalled(4),
        .unknownPoll(2), .pollIs(2, isOpen: true), .pollIs(2, isOpen: false), .voted(2),
        .unknownBreakout(2), .unknownBreakout(nil), .notHeard(Position(7)), .otherGroup, .reportIs(2, isReceived: true),
        .reportIs(2, isReceived: false), .noReport(2),
        .hasReport(2), .notInTheme(1, Position(4)), .notByName(1), .namesWithheld, .placeStruck,
        .unknownTheme(2), .notPermittedInSeries(.plan, .facilitator), .notScheduled(9), .meetingHeld(1),
        .unknownPoint(9), .pointIs(1, .settled), .pointIs(1, .disputed), .unknownProposal(Position(9)),
        .notCarried(poll: 3),
        .unknownPaper(9), .unknownComment(9), .commentIs(1, .published), .commentIs(1, .declined(reason: "x")),
        .unknownWord(9), .wordIsKnown(1, isExplained: true), .wordIsKnown(1, isExplained: false),
    ]

    private static let epoch: UInt64 = 0x9c41_e07b_5d3f_2a68

    private static func time(_ milliseconds: Int64) -> Instant {
        Instant.afternoon.advanced(byMilliseconds: milliseconds)
    }

    private static func entry(_ position: Int, at milliseconds: Int64, _ line: Line) -> Entry {
        Entry(Position(position), at: time(milliseconds), line)
    }

    private static let minutes = Minutes([
        entry(
            1, at: -1000,
            Line(
                .planned(
                    Meeting(
                        title: "Data sharing: third open meeting",
                        agenda: [AgendaItem(number: 1, title: "Welcome", purpose: .inform, minutes: 10)])))),
        entry(2, at: -1000, Line(.speakerAdded(Speaker(name: "Dilys Owen", aliases: ["do"])))),
        entry(3, at: 0, Line(.opened)),
        entry(4, at: 1000, Line(.itemTakenUp(1))),
        entry(
            43, at: 100_000,
            Line(.speech("Thanked those joining from outside London.", speaker: "Dilys Owen"), by: .scribe)),
    ])
}
