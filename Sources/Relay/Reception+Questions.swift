import HTTPTypes
import Proceedings
import Recorder
import Transport
import Wire

// Questions as their askers and readers see them.
extension Reception {
    /// Every question this reader may see, by number.
    func questions(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        struct Answer: Encodable { let questions: [QuestionView] }
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: try request.role())
        let floor = try await hub.floor(of: listing)
        let support = floor.allSupport
        let all = floor.minutes(for: participant.role).questions.all
        return .json(
            JSON.bytes(Answer(questions: all.map { QuestionView($0, support: support[$0.number, default: 0]) })))
    }

    /// What this device asked and supports; a device without a token is given one.
    func ownQuestions(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let visit = try await visit(request, match)
        let support = visit.floor.allSupport
        let own = OwnQuestions(
            visit.asked.map { QuestionView($0, support: support[$0.number, default: 0]) },
            supports: visit.supports, turn: visit.turn?.number, recovery: address(of: visit.device, in: visit.listing))
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
            recovery: address(of: visit.device, in: visit.listing), formID: { Secret.make() })
        return keeping(visit.device, in: .page(pages.ownQuestions(view)))
    }

    func questionPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let visit = try await visit(request, match)
        guard let number = Int(match.part("number")),
            let page = pages.question(number, in: try await questionsView(visit))
        else { return notFound(request) }
        return keeping(visit.device, in: .page(page))
    }

    /// A form without a program: asks, supports, withdraws or amends, or wants to speak. What is refused is given back as typed. Who has
    /// no token yet is given one, so that the first question asked on the meeting's page is not refused for want of it.
    func questionsForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let form = try FormFields(request)
        var (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        let shown = await hub.admission.device(shownBy: request)
        let made = await hub.admission.newDevice(for: request)
        let device = shown ?? made
        if participant.id == "", let device {
            participant = Participant(
                id: device.participant(in: listing.record), role: .attendee, grant: participant.grant)
        }
        let problem: Problem
        do throws(Problem) {
            switch try await give(form.frame, from: participant, at: request.address, to: listing) {
            case .accepted:
                return keeping(device, in: .seeOther("/m/\(listing.slug)\(Self.place(after: form["do"] ?? ""))"))
            case .refused(_, let refused): problem = refused
            }
        } catch { problem = error }
        await hub.refusals.note(problem.code)
        var view = try await questionsView(try await visit(request, match))
        view.refusal = (problem.code.rawValue, problem.detail)
        view.kept = form
        var response = Response.page(pages.questions(view), status: .init(code: problem.code.status))
        response.headers[.retryAfter] = problem.retryAfter.map { "\($0)" }
        return keeping(device, in: response)
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
        guard await hub.admission.newDevice(for: request) != nil else {
            throw Problem(.noToken, "This form came from another site’s page. Open the link itself.")
        }
        return keeping(device, in: .seeOther("/m/\(listing.slug)/questions/mine"))
    }

    private static func place(after command: String) -> String {
        switch command {
        case "ask": "/questions?said=asked#said"
        case "question-withdraw", "question-amend": "/questions/mine"
        case "question-support": "/questions#open"
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
    }

    private func visit(_ request: Request, _ match: Route.Match) async throws(Problem) -> Visit {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        let floor = try await hub.floor(of: listing)
        let isKnown = participant.id != ""
        let shown = await hub.admission.device(shownBy: request)
        return Visit(
            listing: listing, floor: floor, device: shown ?? DeviceCookie(),
            asked: isKnown ? floor.minutes.questions.asked(by: participant.id) : [],
            supports: isKnown ? floor.supports.questions(of: participant.id) : [],
            turn: isKnown ? floor.minutes.speakersList.turn(of: participant.id) : nil)
    }

    private func questionsView(_ visit: Visit) async throws(Problem) -> QuestionsView {
        var view = QuestionsView(
            meeting: try await view(of: visit.listing, as: .attendee), supports: Set(visit.supports),
            askFormID: Secret.make(), formID: { Secret.make() })
        view.turn = visit.turn
        return view
    }

    private func keeping(_ device: DeviceCookie?, in response: Response) -> Response {
        var response = response
        response.headers[.setCookie] = device?.header(isSecure: site.isSecure)
        return response
    }

    private func address(of device: DeviceCookie, in listing: Listing) -> String {
        "\(site.address(ofMeeting: listing.slug))/device/\(device.token)"
    }
}
