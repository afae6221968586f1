import Proceedings
import Recorder

/// Everybody who is named in the records, a page of them.
struct SpeakersView {
    let people: [SearchedPerson]
    let count: Int
    let page: Int

    static let perPage = 200
    static let linesPerPage = 50
}

/// What one person said, or all who bear the name.
struct SpeakerView {
    let person: SearchedPerson
    let findings: SearchFindings
    let page: Int
    /// Records that are not in the index yet.
    let left: Int
}

extension Pages {
    func speakers(_ view: SpeakersView) -> [UInt8] {
        var slots: Slots = [
            "hasPeople": !view.people.isEmpty,
            "people": view.people.map { person -> Slots in
                [
                    "address": "/speakers/\(person.slug.asPathSegment)", "name": person.name, "about": about(person),
                ]
            },
        ]
        slots.merge(
            turning(page: view.page, count: view.count, perPage: SpeakersView.perPage) { "/speakers?page=\($0)" }
        ) { $1 }
        return render("speakers", title: phrases.say("spoke_heading"), slots)
    }

    func speaker(_ view: SpeakerView) -> [UInt8] {
        let base = "/speakers/\(view.person.slug.asPathSegment)"
        var slots: Slots = [
            "name": view.person.name, "about": about(view.person), "isUnfinished": view.left > 0,
            "searchAddress": "/search?speaker=\(view.person.slug.asPathSegment)",
            "meetings": meetings(of: view.findings.hits), "isMore": view.findings.isMore,
            "moreWord": phrases.say("spoke_more", ["n": String(view.findings.count)]),
        ]
        slots.merge(
            turning(page: view.page, count: view.findings.count, perPage: SpeakersView.linesPerPage) {
                "\(base)?page=\($0)"
            }
        ) { $1 }
        return render("speaker-page", title: view.person.name, slots)
    }

    private func about(_ person: SearchedPerson) -> String {
        phrases.say(
            "spoke_about",
            [
                "lines": phrases.count("home_lines", person.lines),
                "meetings": phrases.count("spoke_meetings", person.meetings),
            ])
    }

    /// Lines come meeting by meeting already.
    private func meetings(of hits: [SearchHit]) -> [Slots] {
        let slots = SearchSlots(phrases: phrases, isUnderHeading: true)
        var groups: [[SearchHit]] = []
        for hit in hits {
            if groups.last?.first?.record == hit.record {
                groups[groups.count - 1].append(hit)
            } else {
                groups.append([hit])
            }
        }
        return groups.compactMap { group in
            group.first.map { first -> Slots in
                let clock = LocalTime(first.timeZone, phrases)
                return [
                    "title": first.title, "address": "/m/\(first.slug)/record", "day": clock.longDate(first.heldAt),
                    "series": first.series.flatMap { first.title.contains($0.title) ? nil : $0.title } as Any? ?? false,
                    "hits": group.map { slots.slots($0) },
                ]
            }
        }
    }
}
