import Foundation
import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// Search across the records that are listed, and the pages of people who are named in them.
extension Reception {
    func searchPage(_ request: Request) async throws(Problem) -> Response {
        var view = SearchView(asked: SearchAsked(request), series: try await listedSeries())
        do throws(Problem) {
            let query = try view.asked.query()
            guard !query.isEmpty else { return .page(pages.search(view)) }
            try await hub.requireSearch(from: request.address)
            (view.findings, view.left) = try await found(query)
            view.page = query.page
            return .page(pages.search(view))
        } catch  where error.code == .badValue {
            view.refusal = pages.advice(error)
            return .page(pages.search(view), refusedBy: error)
        }
    }

    func search(_ request: Request) async throws(Problem) -> Response {
        let query = try SearchAsked(request).query()
        guard !query.isEmpty else {
            throw Problem(.badValue, "Say what to look for: “q”, “speaker”, “series”, “kind”, “from” or “to”.")
        }
        try await hub.requireSearch(from: request.address)
        let (findings, left) = try await found(query)
        return .json(JSON.bytes(SearchAnswer(findings, query, left: left, on: site)), cache: Response.isPublic)
    }

    func speakersPage(_ request: Request) async throws(Problem) -> Response {
        try await hub.requireSearch(from: request.address)
        let page = try request.number("page", in: 1...10_000, otherwise: 1)
        do throws(RecorderError) {
            let (all, some) = try await hub.librarian.index.people(
                after: (page - 1) * SpeakersView.perPage, limit: SpeakersView.perPage)
            return .page(pages.speakers(SpeakersView(people: some, count: all, page: page)))
        } catch { throw await hub.unreadable(error) }
    }

    func speakerPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        try await hub.requireSearch(from: request.address)
        let slug = match.part("person")
        let person: SearchedPerson?
        do throws(RecorderError) { person = try await hub.librarian.index.person(slug) } catch {
            throw await hub.unreadable(error)
        }
        guard let person else {
            let named = PersonName.slug(of: slug)
            return named.isEmpty || named == slug ? notFound(request) : .seeOther("/speakers/\(named.asPathSegment)")
        }
        var query = SearchQuery()
        query.speaker = slug
        query.perPage = SpeakersView.linesPerPage
        query.page = try request.number("page", in: 1...SearchIndex.most / query.perPage, otherwise: 1)
        let (findings, left) = try await found(query)
        return .page(
            pages.speaker(SpeakerView(person: person, findings: findings, page: query.page, left: left)))
    }

    private func found(_ query: SearchQuery) async throws(Problem) -> (SearchFindings, Int) {
        do throws(RecorderError) { return try await hub.librarian.find(query) } catch {
            throw await hub.unreadable(error)
        }
    }

    private func listedSeries() async throws(Problem) -> [SeriesSummary] {
        try await hub.allSeries().filter { $0.listing.visibility == .listed }.map { SeriesSummary($0, on: site) }
    }
}

/// A search as its address has it.
struct SearchAsked {
    let words, speaker, series, kind, from, to, order, page: String

    init(_ request: Request) {
        func asked(_ name: String) -> String { (request.query(name) ?? "").trimmed }
        (words, speaker, series, kind) = (asked("q"), asked("speaker"), asked("series"), asked("kind"))
        (from, to, order, page) = (asked("from"), asked("to"), asked("order"), asked("page"))
    }

    /// - Throws: `badValue`.
    func query() throws(Problem) -> SearchQuery {
        guard words.count <= SearchTerms.mostCharacters, speaker.count <= SearchTerms.mostCharacters else {
            throw Problem(
                .badValue, "“q” and “speaker” are at most \(SearchTerms.mostCharacters) characters.",
                limit: SearchTerms.mostCharacters, length: max(words.count, speaker.count))
        }
        var query = SearchQuery(words)
        query.speaker = speaker.isEmpty ? nil : PersonName.slug(of: speaker)
        query.series = series.isEmpty ? nil : series
        query.kind = try value("kind", kind, Searched.Kind.self)
        query.order = try value("order", order, SearchQuery.Order.self) ?? .best
        query.from = try day("from", from)
        query.to = try day("to", to)
        let most = SearchIndex.most / query.perPage
        guard let number = page.isEmpty ? 1 : Int(page), (1...most).contains(number) else {
            throw Problem(.badValue, "“page” must be 1 to \(most).")
        }
        query.page = number
        return query
    }

    private func value<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ word: String, _ kind: Value.Type
    ) throws(Problem) -> Value? {
        guard !word.isEmpty else { return nil }
        guard let value = Value(rawValue: word) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.badValue, "“\(name)” must be one of \(known).")
        }
        return value
    }

    private func day(_ name: String, _ word: String) throws(Problem) -> SearchQuery.Day? {
        guard !word.isEmpty else { return nil }
        guard let day = SearchQuery.Day(word) else {
            throw Problem(.badValue, "“\(name)” must be a day such as 2026-03-12.")
        }
        return day
    }

    /// The same search's address, with another page or order.
    func address(page: Int = 1, order: SearchQuery.Order? = nil) -> String {
        var items = [
            ("q", words), ("speaker", speaker), ("series", series), ("kind", kind), ("from", from), ("to", to),
            ("order", order?.rawValue ?? self.order),
        ]
        if page > 1 { items.append(("page", String(page))) }
        var parts = URLComponents()
        parts.path = "/search"
        parts.queryItems = items.filter { !$0.1.isEmpty }.map { URLQueryItem(name: $0.0, value: $0.1) }
        // A plus stands for a gap in what forms send.
        return parts.string?.replacing("+", with: "%2B") ?? "/search"
    }
}

extension String {
    /// As a segment of a path.
    var asPathSegment: String {
        addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.subtracting(CharacterSet(charactersIn: "/"))) ?? ""
    }
}
