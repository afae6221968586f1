import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// Settled points that a meeting comes back to: console and scribe are told.
extension Reception {
    func oldGround(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let role = try request.role()
        guard role.isStaff else {
            throw Problem(.notPermitted, "Only staff of a meeting are told which settled points it touches.")
        }
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: role)
        let touched = try await touchedGround(of: listing, as: role, for: request)
        return .json(JSON.bytes(OldGroundAnswer(touched: touched)))
    }

    /// A meeting as those see it who work in it, with the settled points it comes back to.
    func deskView(of listing: Listing, as role: Role, for request: Request) async throws(Problem) -> MeetingView {
        var view = try await view(of: listing, as: role)
        view.series?.touched = try await touchedGround(of: listing, as: role, for: request)
        return view
    }

    /// Newest first.
    func touchedGround(
        of listing: Listing, as role: Role, for request: Request
    ) async throws(Problem) -> [TouchedPoint] {
        guard let file = try await hub.series(withMeeting: listing.record) else { return [] }
        let ground = OldGround(settledOf: file.ledger)
        guard !ground.isEmpty, let number = file.ledger.number(of: listing.record) else { return [] }
        let minutes = try await hub.floor(of: listing).minutes(for: Reader(role))
        let slots = SeriesSlots(pages.phrases, try await seriesView(of: file, as: role, for: request))
        var touched: [TouchedPoint] = []
        for saying in minutes.sayings {
            for point in ground.touched(by: saying.text)
            where !touched.contains(where: { $0.point == point.number }) && point.settled?.source?.meeting != number {
                touched.append(TouchedPoint(saying, in: number, point, slots))
            }
        }
        return touched
    }
}

struct OldGroundAnswer: Encodable {
    let touched: [TouchedPoint]
}

/// A settled point, and the newest thing said in a meeting that touches it.
struct TouchedPoint: Encodable {
    let point: Int
    /// "Line 57", "Question 3", "Agenda item 2".
    let said: String
    let excerpt: String
    /// "Settled: Second open meeting, 26 June 2026, line 41".
    let settled: String
    let text: String
    /// Where it may be read, and by who may, reopened.
    let address: String

    /// - Parameter meeting: Where it was said, on the schedule.
    init(_ saying: Minutes.Saying, in meeting: Int, _ point: Point, _ slots: SeriesSlots) {
        self.point = point.number
        said = slots.phrases.say("ground_\(saying.kind)", ["n": String(saying.number)])
        excerpt = LineSlots.excerpt(saying.text)
        let step = point.settled ?? point.history[point.history.count - 1]
        let source = step.source.map { slots.sourceWords($0) } ?? slots.clock.longDate(step.at)
        settled = slots.phrases.say("ground_settled", ["where": source])
        text = LineSlots.excerpt(point.wording.text)
        let role = slots.view.role
        address =
            "\(slots.view.base)/board"
            + (role.leads ? "?as=\(role.rawValue)&reopen=\(point.number)&meeting=\(meeting)" : "")
            + "#point\(point.number)"
    }

    /// For a page's template.
    var slots: Slots {
        ["point": point, "said": said, "excerpt": excerpt, "settled": settled, "words": text, "address": address]
    }
}

extension Minutes {
    /// Something said in a meeting that may touch a settled point.
    struct Saying {
        let kind: String
        let number: Int
        let text: String
    }

    /// Newest first: notes, then questions, then the agenda.
    var sayings: [Saying] {
        notes.reversed().compactMap { note in
            // A heading only says what is spoken of.
            note.kind == .topic
                ? nil : note.body?.words.map { Saying(kind: "line", number: note.position.number, text: $0.plain) }
        }
            + questions.open.reversed().compactMap { question in
                question.publication.map { Saying(kind: "question", number: question.number, text: $0.wording.words) }
            }
            + meeting.agenda.map { Saying(kind: "item", number: $0.number, text: $0.title) }
    }
}
