import Proceedings

// The form in which a series is founded and changed.
extension Pages {
    func values(of series: Series, keptIn kept: FormFields?) -> [String: String] {
        kept?.all ?? [
            "title": series.title, "purpose": series.purpose ?? "", "timeZone": series.timeZone,
            "language": series.language.tag, "strands": FormFields.strandLines(series),
            "targets": FormFields.targetLines(series),
        ]
    }

    func planFields(_ values: [String: String]) -> [Slots] {
        slots(
            [
                Field(name: "title", label: phrases.say("series_plan_title"), isRequired: true),
                Field(
                    name: "purpose", label: phrases.say("series_plan_purpose"),
                    hint: phrases.say("series_plan_purpose_hint"), form: .area(rows: 3)),
                Field(
                    name: "strands", label: phrases.say("series_plan_strands"),
                    hint: phrases.say("series_plan_strands_hint"), form: .area(rows: 8)),
                Field(
                    name: "targets", label: phrases.say("series_plan_targets"),
                    hint: phrases.say("series_plan_targets_hint"), form: .area(rows: 4)),
                Field(
                    name: "timeZone", label: phrases.say("create_time_zone"), hint: phrases.say("create_time_zone_hint")
                ),
                Field(
                    name: "language", label: phrases.say("create_language"), hint: phrases.say("create_language_hint")),
            ], values)
    }

    func newFields(_ values: [String: String]) -> [Slots] {
        planFields(values)
            + slots(
                [
                    Field(
                        name: "slug", label: phrases.say("create_slug"), hint: phrases.say("series_plan_slug_hint")),
                    Field(
                        name: "visibility", label: phrases.say("create_visibility"),
                        form: .choice(
                            Meeting.Visibility.allCases.map { ($0.rawValue, phrases.say("visibility_\($0.rawValue)")) })
                    ),
                ], values)
    }

    private func slots(_ fields: [Field], _ values: [String: String]) -> [Slots] {
        let usual = ["timeZone": "Europe/London", "language": "en", "visibility": "unlisted"]
        return fields.map { $0.slots(value: values[$0.name] ?? usual[$0.name] ?? "", error: nil) }
    }
}
