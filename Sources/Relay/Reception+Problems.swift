import HTTPTypes
import Transport
import Wire

// No, said so that the asker knows what to do.
extension Reception {
    func refused(_ request: Request, _ problem: Problem) -> Response {
        guard request.wantsPage else { return .problem(problem, on: site) }
        var response = Response.page(pages.problem(view(of: problem)), status: .init(code: problem.code.status))
        response.headers[.retryAfter] = problem.retryAfter.map { "\($0)" }
        return response
    }

    private func view(of problem: Problem) -> ProblemView {
        var view = ProblemView(code: problem.code.rawValue)
        view.detail = problem.detail
        return view
    }

    /// What a code means; codes the house never says have no page.
    func problemPage(_ request: Request, code: String) -> Response {
        guard Problem.Code(rawValue: code) != nil else { return notFound(request) }
        return .page(pages.problem(ProblemView(code: code)))
    }

    func notFound(_ request: Request) -> Response {
        if request.wantsPage { return .page(pages.problem(ProblemView(code: "not-found")), status: .notFound) }
        let problem = Problem(
            .unknownMeeting, "There is nothing at this address. /api/openapi.yaml lists what there is.")
        return .problem(problem, on: site)
    }

    func otherMethod(_ request: Request, _ methods: [String]) -> Response {
        let allowed = methods.joined(separator: ", ")
        var response = refused(request, Problem(.badValue, "This address takes \(allowed)."))
        response.status = .methodNotAllowed
        response.headers[.allow] = allowed
        return response
    }
}
