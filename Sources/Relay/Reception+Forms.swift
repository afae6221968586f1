import HTTPTypes
import Proceedings
import Recorder
import Transport
import Wire

// What every form without a program has in common.
extension Reception {
    /// Gives what a form says to its meeting.
    ///
    /// - Parameter participant: As whom the sender of the request takes part.
    /// - Returns: What is against it, counted already; `nil` where it is on the disk.
    func refusal(
        of form: FormFields, from participant: Participant, by request: Request, to listing: Listing
    ) async -> Problem? {
        let problem: Problem
        do throws(Problem) {
            switch try await give(form.frame, from: participant, at: request.address, to: listing) {
            case .accepted: return nil
            case .refused(_, let refused): problem = refused
            }
        } catch { problem = error }
        await hub.refusals.note(problem.code)
        return problem
    }
}

extension Response {
    /// The page of a form that was refused, with what was typed still on it.
    static func page(_ html: [UInt8], refusedBy problem: Problem) -> Response {
        var response = Response.page(html, status: .init(code: problem.code.status))
        response.headers[.retryAfter] = problem.retryAfter.map { "\($0)" }
        return response
    }
}
