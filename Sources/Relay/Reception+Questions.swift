import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// Questions as their askers and readers see them.
extension Reception {
    /// Every question this reader may see, by number; with `like`, the few that say something like its words.
    func questions(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        struct Answer: Encodable { let questions: [QuestionView] }
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: try request.role())
        let floor = try await hub.floor(of: listing)
        let support = floor.allSupport
        let known = floor.minutes(for: floor.reader(participant)).questions
        let all: [Question]
        if let words = request.query("like") {
            all = try await like(String(words.prefix(Limit.question)), in: floor.publicMinutes.questions, of: listing)
        } else {
            all = known.all
        }
        return .json(
            JSON.bytes(Answer(questions: all.map { QuestionView($0, support: support[$0.number, default: 0]) })))
    }

    /// Offered at most, to who is about to ask.
    private static let offered = 5

    private func like(
        _ words: String, in questions: Questions, of listing: Listing
    ) async throws(Problem) -> [Question] {
        do throws(RecorderError) {
            return try await similar.questions(
                like: words, in: questions, of: listing.record, limit: Self.offered)
        } catch { throw await hub.unreadable(error) }
    }

    /// What this device asked and supports; a device without a token is given one.
    func ownQuestions(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let visit = try await visit(request, match)
        let support = visit.floor.allSupport
        let own = OwnQuestions(
            visit.asked.map { QuestionView($0, support: support[$0.number, default: 0], isOwn: true) },
            supports: visit.supports, turn: visit.turn?.number, vote: visit.vote, whereabouts: visit.whereabouts,
            breakout: visit.breakout, isBarred: visit.isBarred, recovery: address(of: visit.device, in: visit.listing))
        return keeping(visit.device, in: .json(JSON.bytes(own)))
    }

    func questionsPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let visit = try await visit(request, match)
        var view = try await questionsView(visit)
        view.said = request.query("said")
        return keeping(visit.device, in: .page(pages.questions(view)))
    }

    func ownQuestionsPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let visit = try await visit(request, match)
        let view = OwnQuestionsView(
            meeting: try await view(of: visit.listing, as: .attendee), asked: visit.asked,
            isBarred: visit.isBarred, recovery: address(of: visit.device, in: visit.listing), formID: { Secret.make() })
        return keeping(visit.device, in: .page(pages.ownQuestions(view)))
    }

    func questionPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let visit = try await visit(request, match)
        guard let number = Int(match.part("number")) else { return notFound(request) }
        var view = try await questionsView(visit)
        view.meeting = try await explaining(question: number, in: view.meeting, of: visit.listing)
        guard let page = pages.question(number, in: view) else { return notFound(request) }
        return keeping(visit.device, in: .page(page))
    }

    /// A form without a program: asks, supports, withdraws or amends, or wants to speak. What is refused is given back as typed. Who has
    /// no token yet is given one, so that the first question asked on the meeting's page is not refused for want of it.
    func questionsForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let (listing, visitor) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        let (participant, device) = await known(visitor, by: request, with: form, in: listing)
        guard let problem = await refusal(of: form, from: participant, by: request, to: listing) else {
            return keeping(device, in: .seeOther("/m/\(listing.slug)\(Self.place(after: form["do"] ?? ""))"))
        }
        var view = try await questionsView(try await visit(request, match))
        view.refusal = problem
        view.kept = form
        return keeping(device, in: .page(pages.questions(view), refusedBy: problem))
    }

    /// An attendee who sent a form, with the token they have or are given for it.
    func known(
        _ visitor: Participant, by request: Request, with form: FormFields, in listing: Listing
    ) async -> (Participant, DeviceCookie?) {
        let shown = await hub.admission.device(shownBy: request)
        let made = await hub.admission.newDevice(for: request, form: form["id"])
        guard let device = shown ?? made, visitor.id == "" else { return (visitor, shown ?? made) }
        let id = device.participant(in: listing.record)
        return (Participant(id: id, role: .attendee, grant: visitor.grant), device)
    }

    /// Asks first: whoever made a link could otherwise have somebody else's browser speak and ask as theirs by being
    /// followed once.
    func devicePage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        guard let device = DeviceCookie(token: match.part("secret")) else { return notFound(request) }
        return .page(pages.device(try await view(of: listing, as: .attendee), token: device.token))
    }

    /// Makes another device the same participant.
    func enterDevice(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        guard let device = DeviceCookie(token: match.part("secret")) else { return notFound(request) }
        guard await hub.admission.mayUseCookies(request) else {
            throw Problem(.noToken, "This form came from another site’s page. Open the link itself.")
        }
        return keeping(device, in: .seeOther("/m/\(listing.slug)/questions/mine"))
    }

    private static func place(after command: String) -> String {
        switch command {
        case "ask": "/questions?said=asked#said"
        case "question-withdraw", "question-amend": "/questions/mine"
        case "question-support": "/questions#open"
        case "poll-vote": "/questions#hands"
        case "whereabouts": "/questions#whereabouts"
        default: "/questions#floor"
        }
    }

    /// An attendee in one meeting, with a token from now on.
    private struct Visit {
        let listing: Listing
        let floor: Floor
        let device: DeviceCookie
        let asked: [Question]
        let supports: [Int]
        let turn: Turn?
        let vote: OwnQuestions.Vote?
        let whereabouts: Whereabouts?
        let breakout: Int?
        let isBarred: Bool
    }

    private func visit(_ request: Request, _ match: Route.Match) async throws(Problem) -> Visit {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        let floor = try await hub.floor(of: listing)
        let isKnown = participant.id != ""
        let shown = await hub.admission.device(shownBy: request)
        return Visit(
            listing: listing, floor: floor, device: shown ?? DeviceCookie(),
            asked: isKnown ? floor.minutes.questions.asked(by: participant.id) : [],
            supports: isKnown ? floor.counted.supports.questions(of: participant.id) : [],
            turn: isKnown ? floor.minutes.speakersList.turn(of: participant.id) : nil,
            vote: isKnown ? floor.counted.ballots.vote(of: participant.id) : nil,
            whereabouts: isKnown ? floor.counted.whereabouts(of: participant.id) : nil,
            breakout: isKnown ? floor.counted.groups[participant.id] : nil,
            isBarred: floor.minutes.safeguards.isBarred(participant.id))
    }

    private func questionsView(_ visit: Visit) async throws(Problem) -> QuestionsView {
        var view = QuestionsView(
            meeting: try await view(of: visit.listing, as: .attendee), supports: Set(visit.supports),
            askFormID: Secret.make(), formID: { Secret.make() })
        view.turn = visit.turn
        view.vote = visit.vote
        view.whereabouts = visit.whereabouts
        view.isBarred = visit.isBarred
        return view
    }

    /// The device a form comes from, or one for this form, sent twice or not; `nil` for forms of other sites.
    func device(of request: Request, sending form: FormFields) async -> DeviceCookie? {
        if let shown = await hub.admission.device(shownBy: request) { return shown }
        return await hub.admission.newDevice(for: request, form: form["id"])
    }

    func keeping(_ device: DeviceCookie?, in response: Response) -> Response {
        var response = response
        response.headers[.setCookie] = device?.header(isSecure: site.isSecure)
        return response
    }

    private func address(of device: DeviceCookie, in listing: Listing) -> String {
        "\(site.address(ofMeeting: listing.slug))/device/\(device.token)"
    }
}
