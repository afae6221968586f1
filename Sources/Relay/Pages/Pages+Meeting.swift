package import Proceedings
import Recorder
package import Wire

/// One meeting as a reader or a member of staff sees it now.
package struct MeetingView: Sendable {
    package let slug: String
    /// Absolute address of the meeting's page, as it is shared.
    package let address: String
    package let minutes: Minutes
    /// Of the record; tells the page's program whether what it holds is still true.
    package let epoch: String
    package var role = Role.attendee
    /// How many follow now; `nil` is not shown.
    package var followers: Int?
    /// Six digits, while the meeting is open.
    package var joinCode: String?
    /// `nil`: newest first while live, oldest first when closed.
    package var order: Order?
    /// The oldest line of the block a reader asked for comes before this one.
    package var before: Position?
    /// The breakout group of the device or the link that reads.
    var ownGroup: Int?
    /// How many support the question of a number; one not named has no support.
    package var support: [Int: Int] = [:]
    /// What is known beside the record.
    package var surroundings = Surroundings()
    /// Client id for the form that asks a question, made by the server.
    package var askFormID = ""
    /// Staff roles this browser holds a grant for.
    package var grants: [Role] = []
    /// The series it belongs to.
    var series: SeriesLink?

    package enum Order: String, Hashable, Sendable, CaseIterable { case newest, oldest }

    package init(slug: String, address: String, minutes: Minutes, epoch: String) {
        self.slug = slug
        self.address = address
        self.minutes = minutes
        self.epoch = epoch
    }

    /// Path of the meeting's page; addresses of its lines and pages begin with it.
    var base: String { "/m/\(slug)" }

    /// As it is read out or typed: without the scheme.
    var shortAddress: String { address.droppingPrefix(["https://", "http://"]) }

    /// `123 456`.
    var spacedCode: String? { joinCode.map { "\($0.prefix(3)) \($0.dropFirst(3))" } }

    var orderShown: Order { order ?? (minutes.phase == .closed ? .oldest : .newest) }

    /// The lines of one block, oldest first, and where the block before it ends.
    func block(of limit: Int) -> (notes: Slice<Scroll<Note>>, olderBefore: Position?) {
        let end = before.map { position in minutes.notes.partitionIndex { $0.position >= position } }
        let upTo = minutes.notes[..<(end ?? minutes.notes.endIndex)]
        let block = upTo.suffix(limit)
        return (block, block.startIndex > 0 ? block.first?.position : nil)
    }
}

/// The series a meeting belongs to, as the meeting's pages name it.
struct SeriesLink: Sendable {
    let slug: String
    let title: String
    /// Its place on the schedule.
    var scheduled: Ledger.Scheduled?
    /// The meeting's number on the schedule, where it has papers.
    var papersOf: Int?
    /// Settled points that this meeting comes back to; found for staff only.
    var touched: [TouchedPoint] = []
    /// What the meeting says that the series explains; `nil` on pages that do not show it.
    var words: [ExplainedWord]?

    init(_ file: SeriesFile, of meeting: RecordID) {
        slug = file.listing.slug
        title = file.listing.title
        scheduled = file.ledger.number(of: meeting).flatMap { file.ledger[meeting: $0] }
        papersOf = scheduled.flatMap { file.ledger.papers(of: $0.number).isEmpty ? nil : $0.number }
    }
}

extension Pages {
    /// Lines on a first page; older ones come by blocks.
    private static let blockLimit = 50
    private static let keyMomentLimit = 30

    /// The meeting for attendees: announced, live, paused or ended.
    package func meeting(_ view: MeetingView) -> [UInt8] {
        let minutes = view.minutes
        let clock = LocalTime(minutes.meeting.timeZone, phrases)
        let lines = LineSlots(phrases: phrases, clock: clock, meeting: minutes.meeting)
        let block = view.block(of: Self.blockLimit)
        let newest = view.orderShown == .newest
        let keyNotes = minutes.notes.filter(LineSlots.isKeyMoment)
        var slots = liveSlots(view).merging(aboutSlots(view, clock)) { first, _ in first }
        slots.merge(questionSlots(view)) { first, _ in first }
        slots["floor"] = floorSlots(view)
        var polls = PollSlots(phrases, view)
        polls.formID = { view.askFormID + "-hands" }
        slots["polls"] = polls.slots
        var room = RoomSlots(phrases, view)
        room.formID = { view.askFormID + "-whereabouts" }
        slots.merge(room.slots) { $1 }
        slots["glossary"] = wordsSlots(view)
        slots["lines"] = lines.list(
            newest ? block.notes.reversed() : Array(block.notes), pairedAmong: minutes.notes)
        slots["hasLines"] = !block.notes.isEmpty
        slots["olderBefore"] = block.olderBefore?.number
        slots["order"] = view.orderShown.rawValue
        slots["orderAsked"] = view.order?.rawValue
        slots["otherOrder"] = (newest ? MeetingView.Order.oldest : .newest).rawValue
        slots["otherOrderWord"] = phrases.say(newest ? "order_oldest" : "order_newest")
        slots["keyMoments"] = keyNotes.suffix(Self.keyMomentLimit).map { lines.keyMoment($0, base: view.base) }
        slots["hasKeyMoments"] = !keyNotes.isEmpty
        slots["keyCount"] = keyNotes.count
        slots["staffLinks"] = view.grants.filter(\.isStaff).map { role in
            ["role": role.rawValue, "desk": role.desk ?? "scribe", "words": staffLink(role)] as Slots
        }
        return render("meeting", title: minutes.meeting.title, slots)
    }

    /// Where the page is the same for all, its forms share one id each: a second press from the same device is told so.
    private func floorSlots(_ view: MeetingView) -> Slots {
        var floor = SpeakersListSlots(phrases, view)
        floor.formID = { view.askFormID + "-floor" }
        return floor.slots
    }

    private func staffLink(_ role: Role) -> String {
        phrases.say("staff_open_desk", ["role": phrases.say("role_\(role.rawValue)").lowercased()])
    }

    /// When it is announced for, and how firmly; where it is called off, that.
    private func plannedLead(_ view: MeetingView, _ clock: LocalTime) -> String {
        let scheduled = view.series?.scheduled
        if scheduled?.meeting.standing == .cancelled { return phrases.say("planned_cancelled") }
        guard let startsAt = view.minutes.meeting.startsAt else { return phrases.say("planned_lead_open") }
        let key = scheduled?.meeting.standing == .provisional ? "planned_lead_provisional" : "planned_lead"
        let lead = phrases.say(key, ["when": clock.dateTime(startsAt)])
        let moved = scheduled?.movedFrom.map { phrases.say("series_moved", ["when": clock.dateTime($0)]) }
        return [lead, moved].compactMap(\.self).joined(separator: " ")
    }

    private func aboutSlots(_ view: MeetingView, _ clock: LocalTime) -> Slots {
        let meeting = view.minutes.meeting
        let begins = view.minutes.times.opened ?? meeting.startsAt
        var slots: Slots = [
            "addressShort": view.shortAddress,
            "strands": meeting.strands, "hasStrands": !meeting.strands.isEmpty,
            "plannedLead": plannedLead(view, clock),
        ]
        slots["when"] = begins.map { "\(clock.dateTime($0)) (\(meeting.timeZone))" }
        slots["whenDatetime"] = begins.map(LocalTime.machine)
        slots["place"] = meeting.place
        slots["objective"] = meeting.objective
        slots["intendedOutput"] = meeting.intendedOutput
        slots["joinCode"] = view.spacedCode
        slots["closedLead"] =
            [
                view.minutes.times.closed.map { phrases.say("closed_lead", ["when": clock.dateTime($0)]) }
                    ?? phrases.say("closed_lead_now"), editionWord(view.minutes.editing.edition, clock) + ".",
            ].joined(separator: " ")
        return slots
    }
}

extension Role {
    /// The last part of the address of the page where it works; `nil` where it has none of its own.
    var desk: String? {
        switch self {
        case .facilitator: "console"
        case .scribe: "scribe"
        case .organiser: "organise"
        case .voice: "voice"
        case .rapporteur: "report"
        case .attendee, .screen, .linkPerson, .siteOrganiser: nil
        }
    }
}

extension String {
    /// Without the first of `prefixes` it begins with.
    func droppingPrefix(_ prefixes: [String]) -> String {
        prefixes.first { hasPrefix($0) }.map { String(dropFirst($0.count)) } ?? self
    }
}
