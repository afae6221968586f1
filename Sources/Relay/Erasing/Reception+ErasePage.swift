import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// The organiser's page: say what is to go, look at it, and only then let it go.
extension Reception {
    func erasePage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: .organiser)
        var view = EraseView(meeting: try await view(of: listing, as: .organiser))
        view.values["lines"] = request.query("lines")
        return .page(pages.erase(view))
    }

    func eraseForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: .organiser)
        var view = EraseView(meeting: try await view(of: listing, as: .organiser))
        view.values = form.all
        do throws(Problem) {
            let wish = try ErasureWish(
                lines: try form.numbers("lines"), name: form["name"], takesMentions: form["mentions"] != nil,
                ground: form["ground"], reference: form["reference"], isDryRun: form["do"] != "erase")
            view.found = try await erase(wish, from: [.meeting(listing)])
            if view.found?.isDone == true {
                view.values = [:]
                view = try await view.renewed(self.view(of: try await hub.listing(of: listing.slug), as: .organiser))
            }
            return .page(pages.erase(view))
        } catch {
            view.error = pages.advice(error)
            await hub.refusals.note(error.code)
            return .page(pages.erase(view), refusedBy: error)
        }
    }
}

extension FormFields {
    /// `12, 15-17`: at most a thousand.
    fileprivate func numbers(_ name: String) throws(Problem) -> [Int] {
        var numbers: [Int] = []
        for part in (self[name] ?? "").split(whereSeparator: { $0 == "," || $0 == ";" || $0.isWhitespace }) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first > 0,
                (first...max(first, last)).count + numbers.count <= 1000, first <= last
            else {
                throw Problem(.badValue, "Write lines by their numbers, such as 12 or 12-15, 20; at most a thousand.")
            }
            numbers += first...last
        }
        return numbers
    }
}
