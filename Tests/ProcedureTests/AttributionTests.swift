import Foundation
import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `How a speaker is named` {
    /// A case for each policy of meeting, speaker and line; `nil` is "no override".
    private static let overrides: [Attribution?] = [nil] + Attribution.allCases.map { $0 }
    private static let table = Attribution.allCases.flatMap { meeting in
        overrides.flatMap { speaker in
            overrides.map { line in Policies(meeting: meeting, speaker: speaker, line: line) }
        }
    }

    struct Policies: Sendable, CustomTestStringConvertible {
        let meeting: Attribution
        let speaker: Attribution?
        let line: Attribution?
        var inForce: Attribution { line ?? speaker ?? meeting }
        var testDescription: String { "\(meeting), speaker \(speaker?.rawValue ?? "-"), line \(line?.rawValue ?? "-")" }
    }

    private static func printed(_ policy: Attribution) -> String? {
        switch policy {
        case .named: "Dilys Owen"
        case .role: "Chair"
        case .organisation: "Open Policy Forum"
        case .none: nil
        }
    }

    private static func encoded(_ line: Line) throws -> String {
        String(decoding: try JSONEncoder().encode(line), as: UTF8.self)
    }

    @Test(arguments: table)
    func `the line's override comes first, then the speaker's, then the meeting's policy`(policies: Policies) throws {
        // Given a meeting and a speaker under these policies
        let chamber = Chamber.holding(attribution: policies.meeting, speakers: [.dilys(policies.speaker)])
        // When the facilitator writes what the speaker says, called by alias
        let lines = try chamber.ruling(
            on: .write(text: "do: We agree.", language: nil, attribution: policies.line), from: .facilitator,
            at: .afternoon)
        // Then the speech carries what the policy in force prints
        #expect(lines.map(\.body) == [.speech("We agree.", speaker: Self.printed(policies.inForce))])
        // And of what it withholds not a trace is in the line
        let bytes = try Self.encoded(#require(lines.first))
        for policy in Attribution.allCases where policy != policies.inForce {
            if let withheld = Self.printed(policy) { #expect(!bytes.contains(withheld), "\(bytes)") }
        }
        #expect(!bytes.contains("\"do\""))
    }

    @Test(arguments: Attribution.allCases)
    func `an alias never unfolds into a withheld name as the owner of an action`(policy: Attribution) throws {
        let chamber = Chamber.holding(attribution: policy, speakers: [.dilys])
        let lines = try chamber.ruling(
            on: .write(text: "/next do to write", language: nil, attribution: nil), from: .scribe, at: .afternoon)
        #expect(lines.map(\.body) == [.action("do to write", owner: Self.printed(policy), due: nil)])
        if policy != .named { #expect(try !Self.encoded(#require(lines.first)).contains("Dilys")) }
    }

    @Test func `a continued speech does not carry a name past the policy it was written under`() throws {
        // Given a named speech
        var chamber = Chamber.holding(speakers: [.dilys, Speaker(name: "Bo", attribution: Attribution.none)])
        try chamber.write("do: We agree.")
        #expect(try chamber.body(typing: "… all of us") == .speech("all of us", speaker: "Dilys Owen"))
        // When names are withheld from now on, then the continuation has none
        try chamber.hear(.setAttribution(.none))
        #expect(try chamber.body(typing: "… all of us") == .speech("all of us", speaker: nil))
        try chamber.hear(.setAttribution(.role))
        #expect(try chamber.body(typing: "… all of us") == .speech("all of us", speaker: nil))
        // And an override that named one line names that line alone
        try chamber.hear(.setAttribution(.named))
        try chamber.write("Bo: Me too.", attribution: .named, from: .facilitator)
        #expect(try chamber.body(typing: "… and more") == .speech("and more", speaker: nil))
        #expect(
            try chamber.body(typing: "… and more", attribution: .named, from: .facilitator)
                == .speech("and more", speaker: "Bo"))
    }

    @Test(arguments: table)
    func `speakers are everyone's to know only where they are named`(policies: Policies) throws {
        let chamber = Chamber.holding(attribution: policies.meeting)
        let lines = try chamber.ruling(on: .addSpeaker(.dilys(policies.speaker)), from: .facilitator, at: .afternoon)
        #expect(lines.map(\.audience) == [(policies.speaker ?? policies.meeting) == .named ? .everyone : .staff])
    }

    @Test func `every other line is everyone's to read`() throws {
        var chamber = Chamber.holding(phase: .planned, attribution: .none, agenda: ["Welcome"], speakers: [.dilys])
        for command: Command in [
            .open, .write(text: "do: x", language: nil, attribution: nil), .takeUp(number: 1), .setAttribution(.role),
            .pause, .close(really: true),
        ] { #expect(try chamber.hear(command).map(\.audience) == [.everyone]) }
    }

    @Test func `staff admits staff`() {
        #expect(
            Role.allCases.filter { Audience.staff.admits(Reader($0)) } == [.scribe, .facilitator, .voice, .organiser])
        #expect(Role.allCases.allSatisfy { Audience.everyone.admits(Reader($0)) })
    }
}

@Suite struct `A draft as the public may see it` {
    private static let notes = [
        "Thanked those joi", "# Welc", "+ We agr", "- Some", "/scene Bro", "/next Dilys to wr", "… and", "/cy geir",
        "\\wor", "do: Thanked",
    ]

    @Test(arguments: notes)
    func `a note being typed is shown where names are`(text: String) throws {
        let chamber = Chamber.holding(.summary("old"), speakers: [.dilys])
        let shown = try #require(chamber.publicDraft(text, at: .afternoon))
        #expect(!shown.isEmpty && !shown.hasPrefix("/") && !shown.contains("do:"))
    }

    @Test(arguments: notes, [Attribution.role, .organisation, .none])
    func `nothing is shown under any other policy`(text: String, policy: Attribution) {
        let chamber = Chamber.holding(.summary("old"), attribution: policy, speakers: [.dilys(.named)])
        #expect(chamber.publicDraft(text, at: .afternoon) == nil)
    }

    @Test(arguments: [
        "s/Jo Smith/a participant/", "s|Jo Smith|x", "s41/Jo Smith/x/", "/hide", "/hide 3", "/key", "/item next",
        "/item 2",
        "/speaker Jo Smith, js", "/nonsense Jo Smith", "/", "", " ", "Topic:", "/cy s/Jo/", "/cy /hide",
    ])
    func `corrections and commands are never shown, at no key press`(text: String) {
        // Given a meeting that names its speakers
        let chamber = Chamber.holding(.summary("old"), speakers: [.dilys])
        // When the text is typed letter by letter, then no part of it that tells anything is shown
        for end in text.indices.dropFirst() {
            let shown = chamber.publicDraft(String(text[..<end]), at: .afternoon)
            #expect(
                shown == nil || ["s", "s4", "s41", "Topic", "Topi", "Top", "To", "T"].contains(shown), "\(text[..<end])"
            )
        }
        #expect(chamber.publicDraft(text, at: .afternoon) == nil)
    }

    @Test(arguments: [Attribution.none, .role, .organisation])
    func `a speaker whose name is withheld is not told letter by letter`(policy: Attribution) {
        // Given a named meeting with one speaker who is not
        let chamber = Chamber.holding(speakers: [.dilys(policy), Speaker(name: "Bo")])
        // When the name is typed
        for call in ["Dilys Owen", "dilys owen", "do"] {
            for length in 1...call.count {
                // Then not one letter is shown
                #expect(chamber.publicDraft(String(call.prefix(length)), at: .afternoon) == nil)
            }
            let shown = chamber.publicDraft(call + ": words", at: .afternoon)
            #expect(shown?.contains("Dilys") != true)
            #expect((shown == nil) == (policy == .none))
        }
        #expect(chamber.publicDraft("Bo: words", at: .afternoon) == "Bo: words")
    }

    @Test func `what could not be recorded is not shown`() {
        let chamber = Chamber.holding()
        #expect(chamber.publicDraft(String(repeating: "x", count: 4001), at: .afternoon) == nil)
        #expect(chamber.publicDraft("a\u{1b}[31m", at: .afternoon) == nil)
        #expect(Chamber.holding(phase: .planned).publicDraft("words", at: .afternoon) == nil)
        #expect(Chamber.holding(phase: .closed).publicDraft("words", at: .afternoon) == nil)
        #expect(Chamber.holding(phase: .paused).publicDraft("words", at: .afternoon) == "words")
    }
}
