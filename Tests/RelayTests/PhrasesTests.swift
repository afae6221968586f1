import Foundation
import Proceedings
import Recorder
import Testing
import Wire

@testable import Relay

@Suite struct `The text catalogue` {
    let strings: [String: String]

    init() throws {
        // The record's words are counted beside the publications that use them.
        strings = try #require(try Assets(folder: webFolder).phrases["en"]?.strings)
            .filter { !$0.key.hasPrefix("record.") }
    }

    /// Keys as templates, Swift and the page's program name them, families of keys written out.
    private var families: Set<String> {
        var keys = Set<String>()
        keys.formUnion(Meeting.Phase.allCases.map { "client_phase_\($0.rawValue)" })
        keys.formUnion(AgendaItem.Purpose.allCases.map { "client_purpose_\($0.rawValue)" })
        keys.formUnion(Attribution.allCases.map { "attribution_\($0.rawValue)" })
        keys.formUnion(Attribution.allCases.map { "attendance_\($0.rawValue)" })
        keys.formUnion(Meeting.Visibility.allCases.map { "visibility_\($0.rawValue)" })
        keys.formUnion(
            [Role.scribe, .rapporteur, .facilitator, .voice, .organiser, .linkPerson, .screen].map {
                "role_\($0.rawValue)"
            })
        for name in [
            "attendee", "screen", "scribe", "facilitator", "voice", "organiser", "series", "series_organiser",
        ] {
            keys.formUnion(["link_\(name)_heading", "link_\(name)_about"])
        }
        keys.formUnion((1...7).map { "weekday_\($0)" } + (1...12).map { "month_\($0)" })
        let codes = Problem.Code.allCases.map(\.rawValue) + ["not-found", "wrong-link", "trouble"]
        for code in codes.map({ $0.replacing("-", with: "_") }) {
            keys.formUnion(["title", "what", "do"].map { "problem_\(code)_\($0)" })
        }
        for kind in Searched.Kind.allCases.map(\.rawValue) {
            keys.formUnion(["search_kind_\(kind)", "search_label_\(kind)"])
        }
        keys.formUnion(["speaker", "kind", "series", "from", "to"].map { "search_\($0)" })
        for state in ["corrected", "retracted", "erased"] { keys.insert("cite_\(state)") }
        keys.formUnion(["embed_gone_retracted", "embed_gone_erased"])
        for key in Pages.syntax { keys.formUnion(["typed_\(key)", "syntax_\(key)"]) }
        keys.formUnion(Pages.tools.map { "tool_\($0.key)" })
        for key in Pages.OtherLanguage.syntax { keys.insert("typed_\(key)") }
        for other in Pages.OtherLanguage.allCases {
            keys.insert("tool_\(other)")
            keys.formUnion(Pages.OtherLanguage.syntax.map { "syntax_\($0)_\(other)" })
        }
        let kinds = [
            "action", "decision", "disagreement", "feedback", "opened", "paused", "resumed", "closed", "key",
            "breakout-called", "breakout-missing",
        ]
        keys.formUnion(kinds.map { "client_kind_\($0)" })
        let hints = [
            "speech", "summary", "continue", "topic", "subtopic", "decision", "disagreement", "action", "scene",
            "feedback", "correct", "command", "language", "too_long",
        ]
        keys.formUnion(hints.map { "client_hint_\($0)" })
        keys.formUnion(["sending", "waiting", "saved", "refused", "draft"].map { "client_state_\($0)" })
        keys.formUnion(["closed", "forbidden", "unknown"].map { "client_why_\($0)" })
        keys.formUnion(["live", "stream", "poll", "lost", "trying"].map { "client_connection_\($0)" })
        keys.formUnion(
            ["away", "held", "offline", "restart", "next", "next_desk", "next_console"].map { "client_banner_\($0)" })
        keys.formUnion(
            ["asked_before", "asked_none", "kept", "later", "refused", "sending"].map { "client_ask_\($0)" })
        keys.formUnion(Moderation.allCases.map { "client_moderation_\($0.rawValue)" })
        keys.formUnion(Question.Noticed.Owner.allCases.map { "client_noticed_\($0.rawValue)" })
        let states = [
            "in_review", "published", "declined", "merged", "split", "unpublished", "withdrawn", "next", "on_now",
            "answered", "taken_away", "carried_forward", "now_answered", "is_due", "is_edited", "is_from", "is_merged",
            "is_owner", "is_owner_due", "is_split", "is_why",
        ]
        keys.formUnion(states.map { "client_question_\($0)" })
        keys.formUnion(["off_topic", "answered_before", "names", "unclear", "abuse"].map { "decline_\($0)" })
        keys.formUnion(["desk_scribe", "desk_console"])
        keys.formUnion((Sector.allCases.map(\.rawValue) + ["unsaid"]).map { "client_sector_\($0)" })
        keys.formUnion(Display.allCases.map { "screen_mode_\($0.rawValue)" })
        keys.formUnion(Breakout.Setting.allCases.map { "setting_\($0.rawValue)" })
        for hearing in Breakout.Hearing.allCases.map(\.rawValue) {
            keys.formUnion(["report_hint_\(hearing)", "create_heard_\(hearing)"])
            if hearing != "as-written" { keys.insert("breakouts_heard_\(hearing)") }
        }
        keys.formUnion(["client_agenda_now", "client_agenda_done"])
        keys.insert("language_code")  // for whoever reads the file
        keys.formUnion(Erasure.Ground.allCases.map { "client_ground_\($0.rawValue)" })
        keys.formUnion(Expunging.Reason.allCases.map { "erase_why_\($0.rawValue)" })
        keys.formUnion(["lines", "name", "reference"].flatMap { ["erase_\($0)", "erase_\($0)_hint"] })
        keys.formUnion(StatusView.Fact.allCases.map { "status_fact_\($0.rawValue)" })
        keys.formUnion(HouseStatus.Trouble.allCases.flatMap { ["status_\($0.rawValue)", "status_\($0.rawValue)_do"] })
        return keys.union(familiesOfSeries)
    }

    private var familiesOfSeries: Set<String> {
        var keys = Set(SeriesPage.allCases.map { "series_\($0.rawValue)_heading" })
        for standing in Point.Standing.allCases.map(\.rawValue) {
            keys.formUnion(["", "since_", "step_", "ask_"].map { "board_\($0)\(standing)" })
            keys.formUnion(["one", "other"].map { "board_count_\(standing)_\($0)" })
        }
        keys.formUnion(ScheduledMeeting.Standing.allCases.map { "standing_\($0.rawValue)" })
        keys.formUnion(ActionReview.State.allCases.map { "review_\($0.rawValue)" })
        keys.formUnion(["line", "question", "item"].map { "ground_\($0)" })
        return keys
    }

    private func matches(_ pattern: String, in folder: URL, _ suffix: String) throws -> Set<String> {
        let expression = try Regex(pattern, as: (Substring, Substring).self)
        var found = Set<String>()
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(suffix) {
            let words = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            found.formUnion(words.matches(of: expression).map { String($0.output.1) })
        }
        return found
    }

    @Test func `has every key that templates name, and every key of a family`() throws {
        let templates = try matches(
            #"text\.([a-z0-9_]+)"#, in: URL(fileURLWithPath: webFolder + "/templates"), "mustache")
        #expect(templates.union(families).subtracting(strings.keys).sorted() == [])
    }

    @Test func `has every key that pages and their program say`() throws {
        let root = URL(fileURLWithPath: webFolder)
        let pages = root.deletingLastPathComponent().appendingPathComponent("Sources/Relay/Pages")
        let said = try matches(#"say\(\s*"([a-z0-9_]+)""#, in: pages, "swift")
            .union(
                try matches(#"\.say\("([a-z0-9_]+)""#, in: root.appendingPathComponent("views"), "js").map {
                    "client_" + $0
                }
            )
            .filter { !$0.hasSuffix("_") }
        let counted = try matches(#"count\("([a-z0-9_]+)""#, in: pages, "swift")
            .union(
                try matches(#"\.count\("([a-z0-9_]+)""#, in: root.appendingPathComponent("views"), "js").map {
                    "client_" + $0
                })
        #expect(said.union(counted.flatMap { [$0 + "_one", $0 + "_other"] }).subtracting(strings.keys).sorted() == [])
    }

    @Test func `fills blanks, and leaves those it has no word for`() throws {
        let strings = ["a": "{n} of {all}", "b_one": "{n} line", "b_other": "{n} lines", "plural_one": "n = 1"]
        let phrases = try Phrases(language: "en", strings: strings)
        #expect(phrases.say("a", ["n": "2"]) == "2 of {all}")
        #expect(phrases.count("b", 1) == "1 line" && phrases.count("b", 0) == "0 lines")
        #expect(phrases.say("missing") == "missing")
    }
}
