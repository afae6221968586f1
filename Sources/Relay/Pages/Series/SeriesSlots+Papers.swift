import Foundation
import Procedure
import Proceedings

// What there is to read before each meeting.
extension SeriesSlots {
    var papers: Slots {
        let packs = (coming + past).filter { !ledger.papers(of: $0.number).isEmpty }
        return [
            "packs": packs.map(pack), "hasPacks": !packs.isEmpty, "mayAdd": view.role.leads && !ledger.meetings.isEmpty,
            "lacksMeetings": view.role.leads && ledger.meetings.isEmpty, "newPaper": paperForm(nil),
        ]
    }

    private func pack(_ scheduled: Ledger.Scheduled) -> Slots {
        let files = ledger.files(of: scheduled.number)
        var slots: Slots = [
            "number": scheduled.number, "title": scheduled.meeting.title,
            "when": scheduled.meeting.startsAt.map { clock.dateTime($0) } ?? phrases.say("date_to_settle"),
            "papers": ledger.papers(of: scheduled.number).map { paper($0.number, $0.paper) },
            "hasFiles": !files.isEmpty && !view.isArchive,
            "address": "\(view.base)/meetings/\(scheduled.number)/papers.zip",
            "packWords": phrases.say("papers_pack", ["size": size(files.reduce(0) { $0 + $1.file.size })]),
            "reading": reading(of: scheduled) as Any? ?? false,
        ]
        slots["datetime"] = scheduled.meeting.startsAt.map(LocalTime.machine) as Any? ?? false
        slots["meetingAddress"] = view.held[scheduled.number].map { "/m/\($0.slug)" } as Any? ?? false
        return slots
    }

    /// How long the papers of a meeting take, and whether there is time for it; `nil` where there are none.
    func reading(of scheduled: Ledger.Scheduled) -> Slots? {
        guard let reading = ReadingTime(of: scheduled.number, in: ledger, at: view.now) else { return nil }
        let readBy = scheduled.meeting.readBy.map { phrases.say("papers_read_by", ["date": clock.day($0)]) }
        let total = reading.minutes > 0 ? phrases.say("papers_total", ["time": length(reading.minutes)]) : nil
        let unsaid = reading.unsaid > 0 ? phrases.count("papers_unsaid", reading.unsaid) : nil
        var sentences = reading.warnings.map(warning)
        let isShort = reading.warnings.contains {
            if case .cameLate = $0 { true } else if case .gapIsShort = $0 { true } else { false }
        }
        if isShort {
            let words = ["time": length(reading.minutes), "days": phrases.count("reading_days", reading.days)]
            sentences.insert(phrases.say("reading_needs", words), at: 0)
        }
        return [
            "address": "\(view.base)/papers\(view.leading)#meeting\(scheduled.number)",
            "count": phrases.count("papers_count", ledger.papers(of: scheduled.number).count),
            "about": [readBy, total, unsaid].compactMap(\.self).joined(separator: " · "),
            "warning": sentences.joined(separator: " "), "hasWarning": !sentences.isEmpty,
        ]
    }

    private func warning(_ warning: ReadingTime.Warning) -> String {
        func days(_ number: Int) -> [String: String] {
            ["days": number == 0 ? phrases.say("reading_under_a_day") : phrases.count("reading_days", number)]
        }
        return switch warning {
        case .cameLate(let number): phrases.say("reading_late", days(number))
        case .gapIsShort(let number): phrases.say("reading_gap", days(number))
        case .readByIsOver(let day): phrases.say("reading_over", ["date": clock.day(day)])
        case .readByIsLate(let day): phrases.say("reading_after", ["date": clock.day(day)])
        }
    }

    private func paper(_ number: Int, _ paper: Paper) -> Slots {
        let about = [
            paper.file.map { kindWord($0.type) } ?? phrases.say("papers_elsewhere"), paper.file.map { size($0.size) },
            paper.minutes.map { phrases.say("papers_minutes", ["time": length($0)]) },
        ]
        return [
            "number": number, "title": paper.title, "about": about.compactMap(\.self).joined(separator: " · "),
            "address": paper.address ?? "\(view.base)/papers/\(number)", "isFile": paper.file != nil,
            "items": items(of: paper), "hasItems": !paper.items.isEmpty, "formID": view.formID(),
            "form": paperForm((number, paper)),
        ]
    }

    /// The agenda items that need it, by title where the meeting has a page.
    private func items(of paper: Paper) -> String {
        let agenda = view.held[paper.meeting]?.minutes.meeting.agenda ?? []
        return paper.items.map { number in
            guard let item = agenda.first(where: { $0.number == number }) else {
                return phrases.say("papers_item_bare", ["n": String(number)])
            }
            return phrases.say("papers_item", ["n": String(number), "title": item.title])
        }.joined(separator: "; ")
    }

    /// The form of a paper, filled in; a new one's where there is none.
    private func paperForm(_ known: (number: Int, paper: Paper)?) -> Slots {
        let kept = view.kept(.addPaper, of: known?.number)
        let paper = known?.paper
        let meeting = kept.value("meeting", (paper?.meeting ?? (next ?? past.first)?.number).map { String($0) })
        return [
            "number": known?.number as Any? ?? false, "key": known.map { String($0.number) } ?? "new",
            "formID": view.formID(), "title": kept.value("title", paper?.title),
            "address": kept.value("address", paper?.address),
            "minutes": kept.value("minutes", paper?.minutes.map { String($0) }),
            "items": kept.value("items", paper?.items.map { String($0) }.joined(separator: ", ")),
            "isOpen": kept != nil,
            "takesFile": paper?.address == nil, "takesLink": paper?.file == nil, "isNew": known == nil,
            "meetings": (coming + past).map { scheduled in
                [
                    "value": scheduled.number, "words": meetingWords(scheduled.number),
                    "isSet": String(scheduled.number) == meeting,
                ] as Slots
            },
        ]
    }

    private func kindWord(_ kind: Paper.Kind) -> String {
        switch kind {
        case .pdf: phrases.say("papers_kind_pdf")
        case .odt: phrases.say("papers_kind_odt")
        case .markdown: phrases.say("papers_kind_md")
        case .text: phrases.say("papers_kind_txt")
        }
    }

    /// `340 kB`, `1.2 MB`: thousands, as file managers count.
    private func size(_ bytes: Int) -> String {
        guard bytes >= 1_000_000 else { return phrases.say("papers_size_kb", ["n": String((bytes + 999) / 1000)]) }
        let tenths = (bytes + 50_000) / 100_000
        return phrases.say("papers_size_mb", ["n": "\(tenths / 10).\(tenths % 10)"])
    }

    /// What an archive of a meeting's papers says of itself, as plain text.
    func index(of number: Int) -> String {
        guard let scheduled = ledger[meeting: number] else { return "" }
        var lines = [ledger.series.title, scheduled.meeting.title]
        if let startsAt = scheduled.meeting.startsAt { lines.append(clock.dateTime(startsAt)) }
        if let day = scheduled.meeting.readBy { lines.append(phrases.say("papers_read_by", ["date": clock.day(day)])) }
        lines.append(view.address + "/papers")
        let files = Dictionary(ledger.files(of: number).map { ($0.number, $0) }) { first, _ in first }
        for (number, paper) in ledger.papers(of: number) {
            lines += ["", "\(number). \(paper.title)"]
            if let file = files[number] {
                lines += ["   " + file.name, "   SHA-256 " + file.file.digest]
            }
            if let address = paper.address { lines.append("   " + address) }
            if let minutes = paper.minutes {
                lines.append("   " + phrases.say("papers_minutes", ["time": length(minutes)]))
            }
            if !paper.items.isEmpty {
                lines.append("   " + phrases.say("papers_for_items", ["items": items(of: paper)]))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Pages {
    /// `papers.txt` of a meeting's archive: the same for all who may read the series.
    func papersIndex(_ view: SeriesPageView, of number: Int) -> [UInt8] {
        Array(SeriesSlots(phrases, view).index(of: number).utf8)
    }
}
