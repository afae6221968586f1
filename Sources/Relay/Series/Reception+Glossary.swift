import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// Words: asked for, explained, and shown where meetings use them.
extension Reception {
    func glossaryPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let file = try await hub.series(at: match.part("series"))
        let role = try request.role()
        let reader = try await hub.whom(request, in: file, as: role)
        var view = try await seriesView(of: file, as: role, for: request)
        view.said = request.query("said") != nil
        view.glossary = GlossaryView(
            meeting: request.query("meeting").flatMap(Slug.checked),
            term: request.query("term").map { String($0.prefix(Limit.term)) },
            owner: reader.name,
            hasAsked: request.query("said") == GlossaryView.asked)
        return .page(pages.series(view, .glossary))
    }

    /// Every word the series of a meeting explains; none where it is of no series.
    func words(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        struct Answer: Encodable { let words: [ExplainedWord] }
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: try request.role())
        let file = try await hub.series(toldBy: listing)
        let words = file.map { printed($0.ledger.glossary.explained, of: $0) } ?? []
        return Response.json(
            JSON.bytes(Answer(words: words)),
            cache: cache(listing.visibility)
        ).unlessKnown(to: request)
    }

    /// A meeting's page, with the words it uses that its series explains.
    func explaining(_ view: MeetingView, of listing: Listing) async throws(Problem) -> MeetingView {
        guard let file = try await hub.series(toldBy: listing) else { return view }
        var view = view
        view.series?.words = printed(
            await wordsUsed.words(of: file.ledger, in: view.minutes, of: listing.record), of: file)
        return view
    }

    /// The page of one question, with the words that it and its answers use.
    func explaining(
        question number: Int, in view: MeetingView, of listing: Listing
    ) async throws(Problem) -> MeetingView {
        guard let question = view.minutes.questions[number],
            let file = try await hub.series(toldBy: listing)
        else { return view }
        let answers = question.answers.compactMap { view.minutes.note($0)?.body?.readText }
        let texts = [question.publication?.wording.words].compactMap(\.self) + answers
        var view = view
        view.series?.words = printed(Terms(file.ledger.glossary).occurring(in: texts), of: file)
        return view
    }

    private func printed(_ words: [Glossary.Word], of file: SeriesFile) -> [ExplainedWord] {
        let clock = LocalTime(file.ledger.series.timeZone, pages.phrases)
        let today = clock.fields(now()).date
        return words.compactMap { ExplainedWord($0, today: today, clock) }
    }

    // MARK: The glossary's forms

    /// Makes a link person's link, which is shown this once.
    func linkPersonInvited(
        _ form: FormFields, to file: SeriesFile, by request: Request
    ) async throws(Problem) -> Response {
        _ = try await hub.whom(request, in: file, as: .organiser)
        var view = try await seriesView(of: file, as: .organiser, for: request)
        do throws(Problem) {
            if let name = form["name"] { try require(name: name) }
            view.glossary.link = try await link(to: file.listing.record, as: .linkPerson, named: form["name"])
            return .page(pages.series(view, .glossary), status: .created)
        } catch {
            await hub.refusals.note(error.code)
            (view.refusal, view.kept) = (error, form)
            return .page(pages.series(view, .glossary), refusedBy: error)
        }
    }

    /// Hands a command to the series. Who asks for a word and may not explain it is answered the same whether somebody
    /// asked before or not, since that is not for them to know: that it is asked for, and no position.
    func take(_ order: SeriesOrder, to file: SeriesFile) async throws(Problem) -> [Position] {
        guard case .askWord(let term) = order.command,
            !SeriesCommand.Kind.explain.permitted.contains(order.author.role)
        else { return try await hub.take(order, to: file) }
        do throws(Problem) { try await hub.take(order, to: file) } catch {
            let known = try await hub.series(at: file.listing.slug).ledger.glossary.word(term)
            guard error.code == .wordIsKnown, known?.explanation == nil else { throw error }
        }
        return []
    }

    /// Where a form of the glossary leads once it is taken.
    func glossaryAddress(after form: FormFields, in file: SeriesFile) -> String {
        let said = form["do"] == SeriesCommand.Kind.askWord.rawValue ? GlossaryView.asked : "ok"
        let meeting = form["from"].flatMap(Slug.checked).map { "&meeting=\($0)" } ?? ""
        return "/s/\(file.listing.slug)\(SeriesPage.glossary.path)?as=\(form["as"] ?? "")&said=\(said)\(meeting)"
    }
}

/// A word as pages and programs show it.
struct ExplainedWord: Encodable, Sendable {
    let number: Int
    let term, text: String
    let owner: String?
    /// `yyyy-mm-dd`.
    let review: String?
    /// That day has passed.
    let isOverdue: Bool
    /// Who explains it, and until when that holds, as printed; "" where neither is said.
    let about: String

    /// - Parameter today: `yyyy-mm-dd`.
    /// - Returns: `nil` where nobody has explained it yet.
    init?(_ word: Glossary.Word, today: String, _ clock: LocalTime) {
        guard let explanation = word.explanation else { return nil }
        let isOverdue = explanation.review.map { $0 < today } ?? false
        number = word.number
        term = explanation.term
        text = explanation.text
        owner = explanation.owner
        review = explanation.review
        self.isOverdue = isOverdue
        let phrases = clock.phrases
        about = [
            explanation.owner.map { phrases.say("glossary_owner", ["name": $0]) },
            explanation.review.map { clock.day($0) }.map {
                isOverdue
                    ? phrases.say("glossary_overdue", ["day": $0]) : phrases.say("glossary_review", ["day": $0])
            },
        ].compactMap(\.self).joined(separator: " ")
    }

    /// For a page's template.
    var slots: Slots {
        ["number": number, "term": term, "explanation": text, "about": about, "hasAbout": !about.isEmpty]
    }
}
