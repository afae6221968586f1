import Procedure
import Proceedings

// Who takes part, who is missing, and whom to invite.
extension SeriesSlots {
    var people: Slots {
        let targets = ledger.series.targets
        let told = ledger.meetings.compactMap { view.held[$0.number]?.minutes.toldFollowing }
        let representation = Representation(targets: targets, following: told)
        let kept = view.kept(.suggestInvitee)
        var slots: Slots = [
            "isTold": representation.meetings > 0, "hasTargets": !targets.isEmpty,
            "meetings": phrases.count("people_meetings", representation.meetings),
            "missing": representation.missing.map(sentence), "hasMissing": !representation.missing.isEmpty,
            "tables": [
                table("people_sectors", "people_sector", representation.sectors),
                table("people_regions", "people_region", representation.regions),
            ].compactMap(\.self),
            "hasOtherRegions": representation.hasOtherRegions, "inviteID": view.formID(), "kept": kept?["text"] ?? "",
            "inviteRole": speaker(of: .suggestInvitee).rawValue,
        ]
        if view.saying.what == "suggestion" { slots["said"] = phrases.say("people_said") }
        if view.role == .organiser {
            slots["suggestions"] = ledger.suggestions.reversed().map { suggestion in
                ["words": suggestion.words, "when": clock.dateTime(suggestion.at)] as Slots
            }
        }
        return slots
    }

    private func table(_ caption: String, _ heading: String, _ rows: [Representation.Row]) -> Slots? {
        guard !rows.isEmpty else { return nil }
        return ["caption": phrases.say(caption), "heading": phrases.say(heading), "rows": rows.map(row)]
    }

    private func row(_ row: Representation.Row) -> Slots {
        var slots: Slots = [
            "name": name(row.group), "share": share(row.presence), "meter": false,
            "wanted": row.wanted.map { phrases.say("people_percent", ["n": String($0)]) }
                ?? phrases.say("people_unasked"),
            "verdict": row.verdict.map(word) ?? "", "isMissing": row.verdict == .missing,
        ]
        if case .share(let share) = row.presence { slots["meter"] = share }
        return slots
    }

    /// "Civil society: 12 %, wanted 30 %"
    private func sentence(_ row: Representation.Row) -> String {
        phrases.say(
            "people_missing_row",
            [
                "name": name(row.group), "share": share(row.presence),
                "wanted": phrases.say("people_percent", ["n": String(row.wanted ?? 0)]),
            ])
    }

    private func name(_ group: Representation.Group) -> String {
        switch group {
        case .sector(let sector): phrases.say("client_sector_\(sector.rawValue)")
        case .region(let name): name
        }
    }

    private func share(_ presence: Representation.Presence) -> String {
        switch presence {
        case .share(let share): phrases.say("people_percent", ["n": String(share)])
        case .few: phrases.say("people_few", ["n": String(Following.few)])
        case .nobody: phrases.say("people_nobody")
        }
    }

    private func word(_ verdict: Representation.Verdict) -> String {
        switch verdict {
        case .present: phrases.say("people_present")
        case .missing: phrases.say("people_missing")
        case .unclear: phrases.say("people_unclear")
        }
    }
}
