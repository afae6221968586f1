import HTTPTypes
import Procedure
import Transport
import Wire

// No, said so that the asker knows what to do.
extension Reception {
    func refused(_ request: Request, _ problem: Problem) -> Response {
        guard request.wantsPage else { return .problem(problem, on: site, for: request, by: pages) }
        var response = Response.page(pages.problem(view(of: problem)), status: .init(code: problem.code.status))
        response.headers[.retryAfter] = problem.retryAfter.map { "\($0)" }
        return response
    }

    private func view(of problem: Problem) -> ProblemView {
        var view = ProblemView(code: problem.code.rawValue)
        view.advice = pages.phrases.exactly(problem.sentence)
        if view.advice == nil, problem.code == .badValue { view.detail = problem.detail }
        return view
    }

    /// What a code means; codes the house never says have no page.
    func problemPage(_ request: Request, code: String) -> Response {
        guard Problem.Code(rawValue: code) != nil else { return notFound(request) }
        return .page(pages.problem(ProblemView(code: code)))
    }

    /// Form and answer in one: what it sends is what is kept.
    func settingsPage(_ request: Request) -> Response {
        let path = request.headers[.referer].flatMap { referrer in
            referrer.hasPrefix(site.publicURL + "/") ? String(referrer.dropFirst(site.publicURL.count)) : nil
        }
        let back = path.flatMap { $0.hasPrefix("//") || $0.hasPrefix("/settings") ? nil : $0 }
        return .page(pages.settings(back: back, home: site.publicURL))
    }

    func notFound(_ request: Request) -> Response {
        if request.wantsPage { return .page(pages.problem(ProblemView(code: "not-found")), status: .notFound) }
        let problem = Problem(
            .unknownMeeting, "There is nothing at this address. /api/openapi.yaml lists what there is.")
        return .problem(problem, on: site, for: request, by: pages)
    }

    func otherMethod(_ request: Request, _ methods: [String]) -> Response {
        let allowed = methods.joined(separator: ", ")
        var response = refused(request, Problem(.badValue, "This address takes \(allowed)."))
        response.status = .methodNotAllowed
        response.headers[.allow] = allowed
        return response
    }
}
