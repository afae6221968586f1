import Crypto
import Foundation
import Proceedings
import Publishing

/// A meeting of our own with everything a record must print, and everything that could break one.
enum SampleMeeting {
    /// 29 May 2014, 10:00 in London.
    static let start = Instant(milliseconds: 1_401_354_000_000)
    static let address = "https://notes.example.org/m/lamp-posts-3"

    static let plan = Meeting(
        title: "Lamp posts & light: third open meeting",
        objective: "Say where the town agrees about its lamp posts.",
        intendedOutput: "A list of streets for a trial.", startsAt: start, timeZone: "Europe/London",
        place: "Town Hall, Cardiff", language: .english,
        agenda: [
            AgendaItem(number: 1, title: "Welcome", purpose: .inform, minutes: 10, presenter: "Dilys Owen"),
            AgendaItem(number: 2, title: "Groups report back", purpose: .decide, minutes: 40),
        ],
        strands: ["Energy", "Safety"], attribution: .named)

    static let bodies: [(seconds: Int64, line: Line)] = [
        (-3600, Line(.planned(plan), by: .organiser)),
        (-3000, Line(.speakerAdded(Speaker(name: "Dilys Owen", aliases: ["do"], role: "Chair")), by: .scribe)),
        (-2990, Line(.speakerAdded(Speaker(name: "O’Neil, P.", organisation: "Night Walkers")), by: .scribe)),
        (0, Line(.opened, by: .facilitator)),
        (5, Line(.itemTakenUp(1), by: .facilitator)),
        (20, Line(.speech(InlineText(plain: "Thanked those who came by bus."), speaker: "Dilys Owen"), by: .scribe)),
        (
            45,
            Line(
                .speech(
                    InlineText([.text("We want "), .strong([.text("names of streets")]), .text(", not maps.")]),
                    speaker: "Dilys Owen"), by: .scribe)
        ),
        (70, Line(.summary(InlineText(plain: "The trial is paid for until March.")), by: .scribe)),
        (90, Line(.summary(InlineText(plain: "Diolch i bawb am ddod.")), language: .welsh, by: .scribe)),
        (120, Line(.scene(InlineText(plain: "Broke into two groups.")), by: .scribe)),
        (125, Line(.summary(InlineText(plain: "Only staff may read this.")), by: .scribe, audience: .staff)),
        (1800, Line(.itemTakenUp(2), by: .facilitator)),
        (1810, Line(.topic(InlineText(plain: "Energy"), level: 2), by: .scribe)),
        (1820, Line(.decision(InlineText(plain: "There is agreement to dim after midnight.")), by: .scribe)),
        (1825, Line(.keyMoment(of: Position(14)), by: .scribe)),
        (1840, Line(.disagreement(InlineText(plain: "Wether sensors are worth it.")), by: .scribe)),
        (
            1860,
            Line(.correction(of: Position(16), to: InlineText(plain: "Whether sensors are worth it.")), by: .scribe)
        ),
        (
            1880,
            Line(
                .action(InlineText(plain: "Dilys Owen to list five streets"), owner: "Dilys Owen", due: "2014-06-05"),
                by: .scribe)
        ),
        (1900, Line(.summary(InlineText(plain: "Words that should not have been noted.")), by: .scribe)),
        (1925, Line(.retraction(of: Position(19)), by: .scribe)),
        (2400, Line(.topic(InlineText(plain: "Safety"), level: 2), by: .scribe)),
        (
            2410,
            Line(
                .speech(InlineText(plain: "مرحبا، من أين؟ שלום 🌒👩🏽‍🔧"), speaker: "O’Neil, P."), language: Language("ar"),
                by: .scribe)
        ),
        (2420, Line(.summary(InlineText(plain: hostile)), by: .scribe)),
        (
            2430,
            Line(.decision(InlineText(plain: "=HYPERLINK(\"http://example.org\",\"dark\"), they said")), by: .scribe)
        ),
        (
            2440,
            Line(
                .action(
                    InlineText([
                        .text("@Ann: see "), .link([.text("the plan")], address: "https://example.org/?a=1&b=2"),
                        .text("; -1+1, \"quotes\""), .lineBreak, .text("second line"),
                    ]), owner: nil, due: nil), by: .scribe)
        ),
        (2450, Line(.paused, by: .facilitator)),
        (3000, Line(.resumed, by: .facilitator)),
        (3010, Line(.questionReceived(1, asked, asker: "ada"), by: .attendee, audience: .staff)),
        (3020, Line(.questionPublished(1, asked, isEdited: false, splitFrom: nil), by: .facilitator)),
        (3030, Line(.questionMoved(1, to: .onNow), by: .facilitator)),
        (3040, Line(.summary(InlineText(plain: "The county pays until March.")), by: .scribe)),
        (3040, Line(.questionAnswered(1, by: Position(31)), by: .scribe)),
        (
            3050,
            Line(
                .questionReceived(2, Question.Wording("Only staff may read this question."), asker: "bo"),
                by: .attendee, audience: .staff)
        ),
        (3055, Line(.questionDeclined(2, reason: "Not about lamp posts"), by: .facilitator)),
        (3060, Line(.questionReceived(3, fromRoom, asker: "scribe"), by: .scribe, audience: .staff)),
        (3060, Line(.questionPublished(3, fromRoom, isEdited: false, splitFrom: nil), by: .scribe)),
        (
            3100,
            Line(
                .turnAsked(1, by: "ada", Turn.Wish(name: "Ada Ng", about: "Only staff may read this wish.")),
                by: .attendee, audience: .staff)
        ),
        (3100, Line(.turnQueued(1, Turn.Wish(name: "Ada Ng", place: "Leeds")), by: .attendee)),
        (3110, Line(.turnCalled(1), by: .facilitator)),
        (3175, Line(.turnEnded(1), by: .facilitator)),
        (3180, Line(.turnQueued(2, Turn.Wish(name: hostile, sector: .civilSociety, isFromRoom: true)), by: .scribe)),
        (3185, Line(.turnCalled(2), by: .facilitator)),
        (3200, Line(.followed(Following(followers: 41)))),
        (3210, Line(.turnEnded(2), by: .facilitator)),
        (3300, Line(.pollOpened(1, dimmed), by: .facilitator)),
        (3330, Line(.pollClosed(1, dimmed, remote: [8, 1], room: nil), by: .facilitator)),
        (3335, Line(.pollCounted(1, [12, 3]), by: .scribe)),
        (3400, Line(.pollOpened(2, named), by: .facilitator)),
        (3430, Line(.pollClosed(2, named, remote: [1, 1], room: nil), by: .facilitator)),
        (
            3430,
            Line(.pollNamed(2, [["=1+1 Ng"], ["Only staff may read this name."]]), by: .facilitator, audience: .staff)
        ),
        (3500, Line(.pollOpened(3, named), by: .facilitator)),
        (3530, Line(.pollClosed(3, named, remote: [1, 1], room: nil), by: .facilitator)),
        (3535, Line(.pollNamed(3, [["=1+1 Ng"], ["Bo Lee"]]), by: .facilitator)),
        (3540, Line(.announced("Words on the wall only."), by: .facilitator)),
        (
            3550,
            Line(.breakoutFormed(1, Breakout.Plan("=Energy", strand: "Energy", setting: .mixed)), by: .facilitator)
        ),
        (3550, Line(.breakoutFormed(2, Breakout.Plan("Safety")), by: .facilitator)),
        (3550, Line(.breakoutFormed(3, Breakout.Plan("Light", setting: .remote)), by: .facilitator)),
        (3560, Line(.report(InlineText(plain: "Name the streets."), under: energy(3)), by: .rapporteur)),
        (
            3561,
            Line(
                .report(InlineText([.text("Dim "), .strong([.text("after")]), .text(" midnight.")]), under: energy(1)),
                by: .rapporteur)
        ),
        (3562, Line(.report(InlineText(plain: hostile), under: energy(1)), by: .rapporteur)),
        (3565, Line(.breakoutSignedOff(1), by: .rapporteur)),
        (
            3566,
            Line(
                .report(
                    InlineText(plain: "Not signed off."),
                    under: Breakout.Heading(
                        breakout: 2, name: "Safety", prompt: 2, asked: "Where is there disagreement?")
                ), by: .scribe)
        ),
        (3570, Line(.breakoutCalled(1, name: "=Energy"), by: .facilitator)),
        (3580, Line(.summary(InlineText(plain: "The plenary thanked the group.")), by: .scribe)),
        (3585, Line(.themeGathered(1, name: "=Light", of: Position(59)), by: .facilitator)),
        (3586, Line(.themeGathered(1, name: "=Light", of: Position(64)), by: .facilitator)),
        (3587, Line(.themeGathered(2, name: "Empty", of: Position(62)), by: .facilitator)),
        (3588, Line(.themeReleased(2, of: Position(62)), by: .facilitator)),
        (3590, Line(.feedback(InlineText(plain: "=Very long stairs; meet downstairs next time.")), by: .scribe)),
        (
            3591,
            Line(
                .report(
                    InlineText(plain: "Send the papers a week before."),
                    under: Breakout.Heading(
                        breakout: 2, name: "Safety", prompt: 6, asked: Meeting.usualPrompts[5].asked, means: .feedback)
                ), by: .rapporteur)
        ),
        (3600, Line(.breakoutMissing(3, name: "Light", reason: "Its line went down."), by: .facilitator)),
        (3600, Line(.questionCarried(3), by: .facilitator)),
        (
            3600,
            Line(
                .followed(
                    Following(
                        followers: 38, places: [.init("Leeds", 8)],
                        sectors: [.init("civil-society", 9), .init("media", 2)], hasOthers: true)))
        ),
        (3600, Line(.closed, by: .facilitator)),
    ]

    static func energy(_ prompt: Int) -> Breakout.Heading {
        let asked = ["Where is there consensus?", "", "What would a useful next step be?"][prompt - 1]
        return Breakout.Heading(
            breakout: 1, name: "=Energy", prompt: prompt, asked: asked, means: prompt == 1 ? .agreement : nil)
    }

    static let dimmed = Poll.Asked("Dim after midnight?", options: ["For", "=Against, \"never\""])
    static let named = Poll.Asked(hostile, options: ["For", "Against"], isNamed: true)
    static let asked = Question.Wording(
        "=HYPERLINK(\"http://example.org\"): who pays\nfor the trial?", name: "Ada Ng", organisation: "Open Data Wales",
        behalf: "the parents of Year 6")
    static let fromRoom = Question.Wording(hostile, isFromRoom: true)

    static let hostile =
        "</script><script>alert(1)</script> --> <!-- {{title}} {{{x}}} & \"quoted\u{301}\" 'q' `code` # *a* _b_ [l](javascript:x)"

    /// As the public sees it: the staff line withheld, the retracted one gone.
    static var entries: [Entry] {
        bodies.enumerated().map { place, each in
            let position = Position(place + 1)
            let instant = start.advanced(byMilliseconds: each.seconds * 1_000)
            if position == Position(19) {
                return Entry(position: position, acceptedAt: instant, content: .erased(.summary))
            }
            guard each.line.audience == .everyone else {
                return Entry(position: position, acceptedAt: instant, content: .withheld)
            }
            return Entry(position, at: instant, each.line)
        }
    }

    /// Sealed with salts that are no secret; staff's and retracted bodies left in, so that a leak would show.
    static func sealed() throws -> [SealedEntry] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try bodies.enumerated().map { place, each in
            let body = Array(try encoder.encode(each.line))
            let salt = [UInt8](repeating: UInt8(place), count: 32)
            let commitment = SHA256.hash(data: salt + body).map { String($0, radix: 16) }.joined()
            let header = Array("{\"commitment\":\"\(commitment)\",\"position\":\(place + 1)}".utf8)
            return SealedEntry(position: Position(place + 1), header: header, salt: salt, body: body)
        }
    }

    static func transcript() throws -> Transcript {
        Transcript(
            entries: entries, sealed: try sealed(), address: address, slug: "lamp-posts-3",
            record: RecordID("01hxample0000000000000000"),
            checkpoint: Checkpoint(
                size: bodies.count,
                note:
                    "notes.example.org/01hxample0000000000000000\n\(bodies.count)\nq83vEjRWeJA=\n\n— notes.example.org c2lnbmF0dXJl\n"
            ),
            verifierKey: "notes.example.org+0badc0de+AQIDBA==", publisher: "Open Lamp Forum", support: [1: 12])
    }

    /// Positions that are lines to a public reader.
    static let lines = [
        4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 16, 18, 19, 21, 22, 23, 24, 25, 26, 27, 31, 46, 49, 52, 58, 59, 60, 62, 63,
        64, 69, 70, 71, 74,
    ]
}
