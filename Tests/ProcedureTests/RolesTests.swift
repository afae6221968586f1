import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Who may do what` {
    /// Written out by hand, so that a change of the table is noticed.
    private static let staff: Set<Role> = [.scribe, .facilitator, .organiser]
    private static let chairs: Set<Role> = [.facilitator, .organiser]
    private static let askers: Set<Role> = [.attendee, .scribe, .facilitator, .voice, .organiser]
    private static let reporters: Set<Role> = [.rapporteur, .scribe, .facilitator, .organiser]
    private static let table: [Command.Kind: Set<Role>] = [
        .write: staff, .correct: reporters, .retract: reporters, .markKeyMoment: staff, .addSpeaker: staff,
        .takeUp: staff, .nextItem: staff, .closeItem: staff,
        .open: chairs, .pause: chairs, .resume: chairs, .close: chairs,
        .addItem: chairs, .changeItem: chairs, .dropItem: chairs, .setAttribution: chairs,
        .plan: [.organiser],
        .circulate: chairs, .finalise: chairs, .suggest: askers, .acceptSuggestion: chairs, .declineSuggestion: chairs,
        .ask: askers, .amend: askers, .withdraw: askers, .support: [.attendee], .answer: staff,
        .publish: chairs, .decline: chairs, .merge: chairs, .split: chairs, .unpublish: chairs, .place: chairs,
        .joinList: askers, .leaveList: askers, .postpone: askers, .call: staff, .endTurn: staff,
        .readRemark: [.facilitator, .voice, .organiser], .lastWord: chairs, .closeList: chairs, .reopenList: chairs,
        .setTurnTime: chairs, .setBudget: chairs, .openPoll: chairs, .closePoll: chairs, .publishNames: chairs,
        .vote: [.attendee], .tellWhereabouts: [.attendee], .countRoom: [.scribe, .facilitator, .organiser],
        .announce: chairs, .endAnnouncement: chairs, .turnScreen: chairs, .strikePlace: chairs,
        .nameVoice: [.facilitator, .voice, .organiser],
        .gather: chairs, .release: chairs, .formBreakout: chairs, .changeBreakout: chairs, .callBreakout: chairs,
        .missReport: chairs,
        .joinBreakout: [.attendee], .leaveBreakout: [.attendee],
        .report: reporters, .signOff: reporters, .reopenReport: reporters,
        .takeAway: chairs, .pauseQuestions: chairs, .resumeQuestions: chairs, .setModeration: chairs,
        .bar: chairs, .unbar: chairs, .watchWords: chairs,
    ]

    /// What is counted and is no entry.
    private static let counted: Set<Command.Kind> = [
        .support, .vote, .tellWhereabouts, .strikePlace, .joinBreakout, .leaveBreakout,
    ]

    /// What a scribe may type, and what it then asks for.
    private static let typed: [(String, Command.Kind)] = [
        ("words", .write), ("s/point/matter/", .correct), ("/hide", .retract), ("/key", .markKeyMoment),
        ("/item 2", .takeUp), ("# Report back", .takeUp), ("/item next", .nextItem),
        ("/speaker Ada Ng, an", .addSpeaker), ("/q Who pays?", .ask), ("/a 1: We do.", .answer),
        ("q+ Mary (Southend) to say why", .joinList), ("ack next", .call), ("close the queue", .closeList),
    ]

    @Test(arguments: Command.Kind.allCases, Role.allCases)
    func `a role may do what the table says and nothing else`(kind: Command.Kind, role: Role) throws {
        // Given a meeting in which each command has something to work on
        let (chamber, command) = try Self.meeting(for: kind, askedBy: role)
        #expect(command.kind == kind)
        let mayDo = try #require(Self.table[kind]).contains(role)
        // When somebody in this role asks for it
        let answer = Result { () throws(Refusal) in
            try chamber.ruling(on: command, from: .acting(role), at: .afternoon)
        }
        // Then it is ruled on, or refused by kind and role
        if mayDo {
            #expect(try answer.get().isEmpty == Self.counted.contains(kind))
            #expect(try answer.get().allSatisfy { $0.by == role })
        } else {
            #expect(answer == .failure(.notPermitted(kind, role)))
        }
    }

    @Test(arguments: typed, Role.allCases)
    func `the same act by typed text obeys the same table`(typed: (String, Command.Kind), role: Role) throws {
        // Given an open meeting with a note and two agenda items
        var chamber = Chamber.holding(.summary("A point"), agenda: ["Welcome", "Report back"])
        try chamber.hear(.ask(Question.Wording("A question")))
        try chamber.hear(.joinList(Turn.Wish(name: "Bo")))
        let mayDo = try Command.Kind.write.permitted.intersection(#require(Self.table[typed.1])).contains(role)
        // When the act is typed
        let answer = Result { () throws(Refusal) in
            try chamber.ruling(
                on: .write(text: typed.0, language: nil, attribution: nil), from: .acting(role), at: .afternoon)
        }
        // Then who may not write, or not do this, is refused
        if mayDo { #expect(try !answer.get().isEmpty) } else { #expect(throws: Refusal.self) { try answer.get() } }
    }

    @Test func `nothing typed reaches a command that a scribe may not give`() {
        // Given words that look like a chair's commands
        let chamber = Chamber.holding(.summary("A point"), agenda: ["Welcome"])
        for text in ["/open", "/close", "/pause", "/resume", "/attribution none", "/plan", "/drop 1", "/item add X"] {
            // When a scribe types them, then they are refused as no command
            #expect(throws: Refusal.self) { try chamber.body(typing: text) }
        }
    }

    @Test(arguments: Role.allCases)
    func `only a facilitator or organiser overrides attribution`(role: Role) {
        let chamber = Chamber.holding(attribution: .none, speakers: [.dilys])
        let answer = Result { () throws(Refusal) in
            try chamber.body(typing: "do: Hello", attribution: .named, from: .acting(role))
        }
        switch role {
        case .facilitator, .organiser: #expect(answer == .success(.speech("Hello", speaker: "Dilys Owen")))
        case .scribe: #expect(answer == .failure(.notPermitted(.setAttribution, .scribe)))
        case .attendee, .screen, .rapporteur, .voice, .linkPerson, .siteOrganiser:
            #expect(answer == .failure(.notPermitted(.write, role)))
        }
    }

    @Test func `a scribe cannot override attribution by way of a speaker`() {
        let chamber = Chamber.holding(attribution: .none)
        #expect(throws: Refusal.notPermitted(.setAttribution, .scribe)) {
            try chamber.ruling(on: .addSpeaker(.dilys(.named)), from: .scribe, at: .afternoon)
        }
        #expect(throws: Never.self) {
            try chamber.ruling(on: .addSpeaker(.dilys(.named)), from: .facilitator, at: .afternoon)
        }
    }

    /// A meeting, and a command of this kind that its rules would take.
    private static func meeting(for kind: Command.Kind, askedBy role: Role) throws -> (Chamber, Command) {
        let phase: Meeting.Phase = kind == .open ? .planned : kind == .resume ? .paused : .open
        var chamber = Chamber.holding(.summary("A point"), phase: phase, agenda: ["Welcome", "Report back"])
        // Question 1 is the role's own and waits; 2 and 3 are published.
        chamber.apply(
            Entry(
                chamber.minutes.position.next, at: .afternoon,
                Line(.questionReceived(1, Question.Wording("A"), asker: Participant.acting(role).id))))
        for words in ["B", "C"] { try chamber.hear(.ask(Question.Wording(words))) }
        // Turn 1 is the role's own and waits with a remark; others wait after it.
        let own = Participant.acting(role)
        let wish = Turn.Wish(name: "Ada", remark: "We pay.")
        for body: Line.Body in [.turnAsked(1, by: own.id, wish), .turnQueued(1, wish.publicly)] where kind != .joinList
        {
            chamber.apply(Entry(chamber.minutes.position.next, at: .afternoon, Line(body)))
        }
        for name in ["Mary", "Bo"] where kind != .open && kind != .resume {
            try chamber.hear(.joinList(Turn.Wish(name: name)))
        }
        if kind == .endTurn { try chamber.hear(.call(3, really: true)) }
        if kind == .reopenList { try chamber.hear(.closeList) }
        if kind == .resumeQuestions { try chamber.hear(.pauseQuestions) }
        if [.vote, .countRoom, .closePoll, .publishNames].contains(kind) {
            try chamber.hear(
                .openPoll(Poll.Asked("Each month?", options: ["For", "Against"], isNamed: kind == .publishNames)))
        }
        if kind == .publishNames { try chamber.hear(.closePoll(1), tally: Tally([1, 0], names: [["Ada"], []])) }
        if kind == .unbar { try chamber.hear(.bar(.question(1))) }
        if kind == .endAnnouncement { try chamber.hear(.announce("Lunch")) }
        // Group 1 is the rapporteur's.
        let onReports: Set<Command.Kind> = [.correct, .retract, .signOff, .reopenReport]
        if onReports.union([.changeBreakout, .report, .callBreakout, .missReport, .joinBreakout]).contains(kind) {
            try chamber.hear(.formBreakout(Breakout.Plan("Energy")))
        }
        if onReports.contains(kind) { try chamber.hear(.report(1, prompt: 1, text: "A line")) }
        if kind == .reopenReport { try chamber.hear(.signOff(1)) }
        let onSuggestions: Set<Command.Kind> = [.acceptSuggestion, .declineSuggestion]
        if onSuggestions.contains(kind) {
            try chamber.hear(.suggest(chamber.newest, Suggestion.Wording("A better point")))
        }
        let suggestion = chamber.minutes.editing.suggestions.all.first?.number ?? 0
        if [.circulate, .finalise].contains(kind) { try chamber.hear(.close(really: true)) }
        if kind == .release { try chamber.hear(.gather(chamber.newest, theme: nil, name: "Costs")) }
        let command: Command =
            switch kind {
            case .write: .write(text: "words", language: .welsh, attribution: nil)
            case .open: .open
            case .pause: .pause
            case .resume: .resume
            case .close: .close(really: true)
            case .addItem: .addItem(title: "More", purpose: .inform, minutes: 5, presenter: nil)
            case .changeItem: .changeItem(AgendaItem(number: 1, title: "Greeting"))
            case .dropItem: .dropItem(number: 1)
            case .takeUp: .takeUp(number: 2)
            case .nextItem: .nextItem(really: false)
            case .closeItem: .closeItem(number: 1)
            case .correct: .correct(chamber.newest, text: "Another point")
            case .retract: .retract(chamber.newest)
            case .markKeyMoment: .markKeyMoment(chamber.newest)
            case .addSpeaker: .addSpeaker(.dilys)
            case .setAttribution: .setAttribution(.role)
            case .plan: .plan(Meeting(title: "Another title"))
            case .circulate: .circulate(until: "2027-06-12")
            case .finalise: .finalise
            case .suggest: .suggest(chamber.newest, Suggestion.Wording("A better point"))
            case .acceptSuggestion: .acceptSuggestion(suggestion, text: nil, why: "It was so")
            case .declineSuggestion: .declineSuggestion(suggestion, reason: "It was not")
            case .ask: .ask(Question.Wording("Who pays?"))
            case .amend: .amend(1, words: "Who pays?")
            case .withdraw: .withdraw(1)
            case .support: .support(2, isOn: true)
            case .publish: .publish(1, words: nil)
            case .decline: .decline(1, reason: "Off topic")
            case .merge: .merge(2, into: 3)
            case .split: .split(2, words: ["B1", "B2"])
            case .unpublish: .unpublish(2, reason: "Names a person")
            case .place: .place(2, .next)
            case .answer: .answer(2, by: chamber.newest)
            case .takeAway: .takeAway(2, owner: "Dilys", due: nil)
            case .pauseQuestions: .pauseQuestions
            case .resumeQuestions: .resumeQuestions
            case .setModeration: .setModeration(.none)
            case .bar: .bar(.question(1))
            case .unbar: .unbar(own.id)
            case .watchWords: .watchWords(["damn"])
            case .joinList: .joinList(Turn.Wish(name: "Cy"))
            case .leaveList: .leaveList(1)
            case .postpone: .postpone(1)
            case .call: .call(nil, really: false)
            case .endTurn: .endTurn
            case .lastWord: .lastWord(2)
            case .readRemark: .readRemark(1)
            case .closeList: .closeList
            case .reopenList: .reopenList
            case .setTurnTime: .setTurnTime(60)
            case .setBudget: .setBudget(.media, 600)
            case .openPoll: .openPoll(Poll.Asked("Each month?", options: ["For", "Against"]))
            case .vote: .vote(1, option: 1, name: nil)
            case .countRoom: .countRoom(1, [12, 3])
            case .closePoll: .closePoll(1)
            case .publishNames: .publishNames(1)
            case .formBreakout: .formBreakout(Breakout.Plan("Safety"))
            case .changeBreakout: .changeBreakout(1, Breakout.Plan("Light"))
            case .report: .report(1, prompt: 2, text: "Another line")
            case .signOff: .signOff(1)
            case .reopenReport: .reopenReport(1)
            case .callBreakout: .callBreakout(1)
            case .missReport: .missReport(1, reason: "Its line went down")
            case .joinBreakout: .joinBreakout(1)
            case .leaveBreakout: .leaveBreakout
            case .gather: .gather(chamber.newest, theme: nil, name: "Costs")
            case .release: .release(chamber.newest, theme: 1)
            case .announce: .announce("We go on at ten")
            case .endAnnouncement: .endAnnouncement
            case .turnScreen: .turnScreen(.join)
            case .nameVoice: .nameVoice("Sam Hughes")
            case .tellWhereabouts: .tellWhereabouts(Whereabouts(place: "Leeds"))
            case .strikePlace: .strikePlace("Leeds")
            }
        return (chamber, command)
    }
}
