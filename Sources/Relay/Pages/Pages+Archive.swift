import Proceedings
import Recorder

/// What leads through a static site.
struct ArchiveView {
    /// Of the site that publishes.
    let name: String
    /// Where live meetings are followed.
    let house: String
    /// The newest records; series; what is announced.
    let home: HomeView
    /// Newest first, with its day in words.
    let all: [(listing: Listing, day: String, at: Instant)]
}

extension Pages {
    func archiveHome(_ view: ArchiveView) -> [UInt8] {
        let clock = LocalTime("UTC", phrases)
        return render(
            "archive-home", title: phrases.say("archive_heading"),
            [
                "publisher": view.name == phrases.say("site_name") ? false : view.name as Any, "house": view.house,
                "records": view.home.records.map { summarySlots($0, at: $0.heldAt) },
                "hasRecords": !view.home.records.isEmpty,
                "all": phrases.count("archive_all", view.all.count),
                "hasMore": view.all.count > view.home.records.count,
                "series": view.home.series.map { series -> Slots in
                    [
                        "address": "/s/\(series.summary.slug)", "title": series.summary.title,
                        "next": series.next.map { clock.longDate($0) } ?? "", "hasNext": series.next != nil,
                    ]
                }, "hasSeries": !view.home.series.isEmpty,
                "next": view.home.scheduled.map { scheduled($0.meeting, of: $0.series, in: $0.timeZone) },
                "hasNext": !view.home.scheduled.isEmpty,
            ])
    }

    /// All of them, by year.
    func archiveRecords(_ view: ArchiveView) -> [UInt8] {
        let years = Dictionary(grouping: view.all) { LocalTime.machine($0.at).prefix(4) }.sorted { $0.key > $1.key }
        return render(
            "archive-records", title: phrases.say("archive_records"),
            [
                "all": phrases.count("archive_all", view.all.count), "hasRecords": !view.all.isEmpty,
                "years": years.map { year, meetings in
                    [
                        "year": String(year),
                        "meetings": meetings.map { meeting in
                            [
                                "address": "/m/\(meeting.listing.slug)", "title": meeting.listing.title,
                                "when": meeting.day, "datetime": LocalTime.machine(meeting.at),
                            ] as Slots
                        },
                    ] as Slots
                },
            ])
    }

    func archiveSearch(_ view: ArchiveView) -> [UInt8] {
        render(
            "archive-search", title: phrases.say("archive_search"),
            [
                "all": phrases.count("archive_all", view.all.count),
                "foundForms": phrases.forms("archive_found").map { ["form": $0.form, "words": $0.words] as Slots },
            ])
    }

    /// For a server to show whatever was asked for; so it stands by itself, and leads to whole addresses.
    func archiveMissing(home: String, search: String) -> [UInt8] {
        render("archive-missing", title: phrases.say("archive_missing"), ["home": home, "search": search])
    }
}
