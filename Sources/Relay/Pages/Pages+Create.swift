import Proceedings

/// The form for a new meeting, empty or given back with what was wrong.
package struct CreateView: Sendable {
    package let formID: String
    /// By field name, as typed.
    package var values: [String: String] = [:]
    /// Field name and what to do about it, in the order of the form.
    package var errors: [(field: String, message: String)] = []
    /// The place on a series' schedule it is made for.
    var scheduled: (series: String, number: Int)?
    /// What the form was filled from.
    var template: MeetingTemplate?
    /// Meetings that may be copied.
    var held: [(slug: String, title: String)] = []

    package init(formID: String) { self.formID = formID }
}

extension Pages {
    package func create(_ view: CreateView) -> [UInt8] {
        let defaults = [
            "timeZone": "Europe/London", "language": phrases.language, "visibility": "unlisted", "attribution": "named",
            "moderation": "before", "reportsHeard": "as-written",
        ]
        let groups = createGroups.map { group -> Slots in
            [
                "legend": phrases.say(group.legend),
                "fields": group.fields.map { field in
                    field.slots(
                        value: view.values[field.name] ?? defaults[field.name] ?? "",
                        error: view.errors.first { $0.field == field.name }?.message)
                },
            ]
        }
        let prefix = view.errors.isEmpty ? "" : phrases.say("error_label") + " "
        return render(
            "create", title: prefix + phrases.say("create_heading"),
            [
                "formID": view.formID, "groups": groups,
                "templates": MeetingTemplate.allCases.map { template in
                    [
                        "address": "/new?template=\(template.rawValue)"
                            + (view.scheduled.map { "&series=\($0.series)&meeting=\($0.number)" } ?? ""),
                        "words": phrases.say(template.name), "isHere": template == view.template,
                    ] as Slots
                }, "held": view.held.map { ["address": "/new?like=\($0.slug)", "title": $0.title] as Slots },
                "hasHeld": !view.held.isEmpty,
                "scheduled": view.scheduled.map { ["series": $0.series, "number": $0.number] as Slots } as Any?
                    ?? false,
                "hasErrors": !view.errors.isEmpty,
                "errors": view.errors.map { ["field": $0.field, "message": $0.message] as Slots },
            ])
    }

    private var createGroups: [(legend: String, fields: [Field])] {
        [
            ("create_group_aim", aimFields), ("create_group_when", whenFields),
            ("create_group_agenda", agendaFields), ("create_group_people", peopleFields),
        ]
    }

    private var aimFields: [Field] {
        [
            Field(name: "title", label: phrases.say("create_title"), isRequired: true),
            field("objective", "create_objective", "create_objective_hint", .area(rows: 2)),
            field("intendedOutput", "create_output", "create_output_hint", .area(rows: 2)),
            field("slug", "create_slug", "create_slug_hint", .line(type: "text")),
        ]
    }

    private var whenFields: [Field] {
        [
            Field(name: "date", label: phrases.say("create_date"), form: .line(type: "date")),
            Field(name: "time", label: phrases.say("create_time"), form: .line(type: "time")),
            field("timeZone", "create_time_zone", "create_time_zone_hint", .line(type: "text")),
            Field(name: "place", label: phrases.say("create_place")),
        ]
    }

    private var agendaFields: [Field] {
        [
            field("agenda", "create_agenda", "create_agenda_hint", .area(rows: 6)),
            field("strands", "create_strands", "create_strands_hint", .area(rows: 3)),
            field("breakouts", "create_breakouts", "create_breakouts_hint", .area(rows: 3)),
            field("reportPrompts", "create_prompts", "create_prompts_hint", .area(rows: 6)),
            Field(
                name: "reportsHeard", label: phrases.say("create_heard"),
                form: .choice(
                    Breakout.Hearing.allCases.map { ($0.rawValue, phrases.say("create_heard_\($0.rawValue)")) })),
        ]
    }

    private var peopleFields: [Field] {
        [
            field("speakers", "create_speakers", "create_speakers_hint", .area(rows: 5)),
            field(
                "attribution", "create_attribution", "create_attribution_hint",
                .choice(
                    Attribution.allCases.map {
                        ($0.rawValue, phrases.say("attribution_\($0.rawValue)"))
                    })),
            field(
                "attendance", "create_attendance", "create_attendance_hint",
                .choice(
                    [("", phrases.say("attendance_as_attribution"))]
                        + Attribution.allCases.map {
                            ($0.rawValue, phrases.say("attendance_\($0.rawValue)"))
                        })),
            Field(
                name: "visibility", label: phrases.say("create_visibility"),
                form: .choice(
                    Meeting.Visibility.allCases.map {
                        ($0.rawValue, phrases.say("visibility_\($0.rawValue)"))
                    })),
            field(
                "moderation", "create_moderation", "create_moderation_hint",
                .choice(Moderation.allCases.map { ($0.rawValue, phrases.say("client_moderation_\($0.rawValue)")) })),
            field("moderationPolicy", "create_policy", "create_policy_hint", .area(rows: 3)),
            field("watchedWords", "create_watched", "create_watched_hint", .area(rows: 3)),
            field("language", "create_language", "create_language_hint", .line(type: "text")),
        ]
    }

    private func field(_ name: String, _ label: String, _ hint: String, _ form: Field.Form) -> Field {
        Field(name: name, label: phrases.say(label), hint: phrases.say(hint), form: form)
    }
}
