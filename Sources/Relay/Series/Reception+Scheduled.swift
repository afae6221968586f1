import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// The form for a meeting that is made from its place on a schedule.
extension Reception {
    /// A meeting is made by a site organiser, or for a place on a schedule by the organiser of that series.
    ///
    /// - Returns: The place; `nil` where none is named.
    func place(
        series slug: String?, meeting: String?, for request: Request
    ) async throws(Problem) -> (file: SeriesFile, scheduled: Ledger.Scheduled)? {
        guard let slug else {
            try await hub.admission.requireSiteOrganiser(request, at: now())
            return nil
        }
        let file = try await hub.series(at: slug)
        _ = try await hub.whom(request, in: file, as: .organiser)
        guard let scheduled = meeting.flatMap({ Int($0) }).flatMap({ file.ledger[meeting: $0] }) else {
            throw Problem(.notScheduled, "Make the page of a meeting from its place on the schedule.")
        }
        return (file, scheduled)
    }

    /// What a meeting on a schedule begins with: its day and place, the way the last one was held, and what is carried
    /// over as its first items.
    func values(for scheduled: Ledger.Scheduled, in file: SeriesFile) async throws(Problem) -> [String: String] {
        let held = try await hub.held(in: file)
        let carried = CarryOver(file.ledger, minutes: held.mapValues(\.minutes))
        var values: [String: String] = [:]
        let series = file.ledger.series
        if let last = held.filter({ $0.key < scheduled.number }).max(by: { $0.key < $1.key })?.value.minutes {
            values = FormFields.values(of: last, file.listing.visibility)
        }
        values["title"] = scheduled.meeting.title
        values["timeZone"] = series.timeZone
        values["language"] = series.language.tag
        values["visibility"] = file.listing.visibility.rawValue
        values["strands"] = series.strands.map(\.name).joined(separator: "\n")
        values["place"] = scheduled.meeting.place ?? ""
        if let startsAt = scheduled.meeting.startsAt {
            (values["date"], values["time"]) = LocalTime(series.timeZone, pages.phrases).fields(startsAt)
        }
        var items = [pages.phrases.say("agenda_welcome") + " | inform"]
        if carried.feedback.contains(where: { $0.answer != nil }) {
            items.append(pages.phrases.say("series_feedback_heading") + " | inform")
        }
        if carried.actions.contains(where: \.isOpen) {
            items.append(pages.phrases.say("agenda_review_actions") + " | discuss")
        }
        if carried.questions.contains(where: \.isOpen) {
            items.append(pages.phrases.say("agenda_open_questions") + " | discuss")
        }
        if Gathering(file.ledger, minutes: held.mapValues(\.minutes), at: now()).count > 0 {
            items.append(pages.phrases.say("agenda_comments") + " | discuss")
        }
        values["agenda"] = items.joined(separator: "\n")
        return values
    }
}
