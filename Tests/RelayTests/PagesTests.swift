import Foundation
import Proceedings
import Testing

@testable import Relay

/// The web folder of this package.
let webFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("web").path

@Suite struct `HTML pages` {
    let pages: Pages

    init() throws {
        pages = try Pages(Assets(folder: webFolder))
    }

    private func view(_ phase: Meeting.Phase, as role: Role = .attendee) -> MeetingView {
        var view = MeetingView(
            slug: "data-sharing-3", address: "https://notes.example.org/m/data-sharing-3",
            minutes: Minutes(PagesSamples.entries(upTo: phase)), epoch: "9c41e07b5d3f2a68")
        view.role = role
        return view
    }

    private func text(_ page: [UInt8]) -> String { String(decoding: page, as: UTF8.self) }

    /// The visible lines of a page, template elements left out.
    private func lines(_ page: [UInt8]) -> [Substring] {
        text(page).components(separatedBy: "<template")[0].split(separator: "<li class=\"line ").dropFirst()
            .map { $0[...] }
    }

    @Test func `words of a meeting never become markup`() throws {
        // Given a meeting whose title and lines hold markup
        let script = "<script>alert('x')</script>"
        let entries: [Line.Body] = [
            .planned(Meeting(title: script, objective: script, agenda: [AgendaItem(number: 1, title: script)])),
            .opened, .speech(InlineText(plain: script), speaker: script),
            .summary(InlineText([.link([.text(script)], address: "https://x.org/\"onload=\"")])),
            .action(InlineText(plain: script), owner: script, due: script),
        ]
        let minutes = Minutes(
            entries.enumerated().map { Entry(Position($0 + 1), at: Instant(milliseconds: 0), Line($1)) })
        let view = MeetingView(slug: "m", address: "https://x.org/m/m", minutes: minutes, epoch: "1")
        // When each of its pages is made
        let made = [
            pages.meeting(view), pages.recordAwaited(view), pages.embeddedMeeting(view, refreshes: true),
            pages.lineByLine(view, at: nil),
            pages.line(try #require(cited(3, in: view)), in: view, embed: script),
            pages.embeddedLine(try #require(cited(3, in: view)), in: view),
            pages.scribe(ScribeView(meeting: view, formIDs: [script])),
            pages.invite(InviteView(meeting: view, formID: script)),
        ]
        // Then no script is in any of them
        for page in made {
            #expect(!text(page).contains("<script>"))
            #expect(!text(page).contains("org/\"onload"))
        }
    }

    @Test func `every page has its words`() throws {
        // Given every page in every state
        var made = Meeting.Phase.allCases.map { pages.meeting(view($0)) }
        made += [Role.scribe, .facilitator, .organiser].map {
            pages.scribe(ScribeView(meeting: view(.open, as: $0), formIDs: ["a", "b", "c", "d"]))
        }
        let open = MeetingSummary(slug: "a", view(.open).minutes)
        made += [
            pages.home(HomeView(live: [open], next: [open], records: [open], formID: "a")),
            pages.home(HomeView(live: [], next: [], records: [], formID: "a")), pages.create(CreateView(formID: "a")),
            pages.join(JoinView(formID: "a")), pages.recordAwaited(view(.planned)),
            pages.created(
                CreatedView(
                    title: "A", attendeeAddress: "https://x.org/m/a",
                    roleAddresses: [(role: .scribe, address: "https://x.org/k/a")], nextAddress: "/m/a")),
        ]
        // Then none shows a key instead of words, an unfilled blank, or an optional's description
        for page in made.map(text) {
            #expect(page.hasPrefix("<!DOCTYPE html>"))
            let shown = page.replacing(try Regex(#"data-(words|welcome)="[^"]*""#), with: "")
            #expect(shown.firstMatch(of: try Regex(#"\{[a-z]+\}|\{\{|Optional\("#)) == nil)
            #expect(shown.firstMatch(of: try Regex(#">\s*[a-z]+_[a-z_]+\s*<"#)) == nil)
        }
    }

    @Test func `newest lines come first while live, oldest first when closed`() {
        #expect(lines(pages.meeting(view(.open))).first?.contains("id=\"n21\"") == true)
        #expect(lines(pages.meeting(view(.closed))).first?.contains("id=\"n5\"") == true)
    }

    @Test func `a time is shown once a minute`() throws {
        // Given two lines within one minute
        let shown = lines(pages.meeting(view(.closed)))
        let repeated = shown.filter { $0.contains("same-minute") }
        // Then only the later of each minute is marked, and each still has its time for screen readers
        #expect(!repeated.isEmpty)
        #expect(shown.allSatisfy { $0.contains("<time class=\"at\" datetime=\"2026-03-12T10:") })
    }

    @Test func `times are those of the meeting's zone`() {
        let clock = LocalTime("Europe/London", pages.phrases)
        let summer = Instant(milliseconds: 1_782_896_700_000)  // 2026-07-01T09:05:00Z
        #expect(clock.time(summer) == "10:05")
        #expect(clock.longDate(summer) == "Wednesday 1 July 2026")
        #expect(clock.day("2026-03-26") == "26 March 2026")
        #expect(clock.day("soon") == "soon")
    }

    @Test func `a line that was taken back keeps its place and loses its words`() throws {
        let line = try #require(lines(pages.meeting(view(.open))).first)
        #expect(line.contains("gone"))
        #expect(line.contains("This line was taken back at 10:14."))
        #expect(!text(pages.meeting(view(.open))).contains("friends"))
    }

    @Test func `older lines come by blocks that say where the next one ends`() {
        // Given a meeting of 120 notes
        let bodies: [Line.Body] = [.planned(Meeting(title: "Long")), .opened]
        let notes = (1...120).map { Line.Body.summary(InlineText(plain: "note \($0)")) }
        let minutes = Minutes(
            (bodies + notes).enumerated().map { Entry(Position($0 + 1), at: Instant(milliseconds: 0), Line($1)) })
        var view = MeetingView(slug: "m", address: "https://x.org/m/m", minutes: minutes, epoch: "1")
        // When the first page and the next block are shown
        let first = text(pages.meeting(view))
        view.before = Position(73)
        let second = text(pages.meeting(view))
        // Then the blocks join without a gap
        #expect(first.contains("data-before=\"73\"") && first.contains("id=\"n122\"") && first.contains("id=\"n73\""))
        #expect(
            second.contains("data-before=\"23\"") && second.contains("id=\"n72\"") && !second.contains("id=\"n73\""))
    }

    @Test func `the page tells its program where it stands, and no speakers to the public`() {
        let page = text(pages.meeting(view(.open)))
        #expect(page.contains("&quot;epoch&quot;:&quot;9c41e07b5d3f2a68&quot;"))
        #expect(page.contains("&quot;last&quot;:22"))
        #expect(!page.contains("&quot;speakers&quot;"))
        #expect(!page.contains("aliases"))
    }

    @Test func `controls are for who leads the meeting`() {
        func desk(_ role: Role) -> String {
            text(pages.scribe(ScribeView(meeting: view(.open, as: role), formIDs: ["a", "b", "c", "d"])))
        }
        #expect(!desk(.scribe).contains("value=\"close\""))
        #expect(desk(.facilitator).contains("value=\"close\"") && !desk(.facilitator).contains("/invite"))
        #expect(desk(.organiser).contains("/invite?as=organiser"))
    }

    @Test func `a meeting without a date says that it is to be settled`() {
        let minutes = Minutes([
            Entry(Position(1), at: Instant(milliseconds: 0), Line(.planned(Meeting(title: "Later"))))
        ])
        let home = HomeView(live: [], next: [MeetingSummary(slug: "later", minutes)], records: [], formID: "a")
        #expect(text(pages.home(home)).contains("Date to be settled"))
    }

    @Test func `nothing on the agenda is on now once the meeting has ended`() {
        #expect(text(pages.meeting(view(.open))).contains("aria-current=\"step\""))
        #expect(!text(pages.meeting(view(.closed))).components(separatedBy: "<template")[0].contains("aria-current"))
    }

    @Test func `a line that does not exist has no page`() {
        #expect(cited(999, in: view(.open)) == nil)
        #expect(cited(1, in: view(.open)) == nil)
    }

    private func cited(_ line: Int, in view: MeetingView) -> LineCitation? {
        LineCitation(
            Position(line), in: view, checkpoint: nil, on: Site(name: "Notes", publicURL: "https://x.org"),
            pages.phrases)
    }

    @Test func `an unknown problem is shown as trouble`() {
        let page = text(pages.problem(ProblemView(code: "no-such-code")))
        #expect(page.contains("Something went wrong on the server"))
    }
}
