/// A way to hold a meeting, from which its form is filled.
enum MeetingTemplate: String, CaseIterable, Sendable {
    /// Updates, groups that report back, common themes, the format of the day.
    case open
    /// One theme, its barriers worked through one by one.
    case deepDive = "deep-dive"
    /// Hears and asks; decides nothing.
    case briefing

    /// Keys of the catalogue.
    var name: String { keys.name }

    /// By field of the form.
    func values(in phrases: Phrases) -> [String: String] {
        keys.fields.mapValues { phrases.say($0) }
    }

    private var keys: (name: String, fields: [String: String]) {
        switch self {
        case .open:
            (
                "template_open",
                [
                    "objective": "template_open_objective", "intendedOutput": "template_open_output",
                    "agenda": "template_open_agenda",
                ]
            )
        case .deepDive:
            (
                "template_deep",
                [
                    "objective": "template_deep_objective", "intendedOutput": "template_deep_output",
                    "agenda": "template_deep_agenda", "breakouts": "template_deep_breakouts",
                    "reportPrompts": "template_deep_prompts",
                ]
            )
        case .briefing:
            (
                "template_briefing",
                [
                    "objective": "template_briefing_objective", "intendedOutput": "template_briefing_output",
                    "agenda": "template_briefing_agenda",
                ]
            )
        }
    }
}
