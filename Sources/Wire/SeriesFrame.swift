import Foundation
package import Procedure
package import Proceedings

/// What a client asks of a series: one JSON object, in the body of a POST.
package struct SeriesFrame: Sendable {
    package let id: String
    package let kind: SeriesCommand.Kind
    private let fields: Fields

    /// - Throws: `badFrame`, `unknownFrame`, `badID`.
    package init(_ bytes: [UInt8]) throws(Problem) {
        do { fields = try JSONDecoder().decode(Fields.self, from: Data(bytes)) } catch {
            throw Problem(.badFrame, "A frame is one JSON object of a shape the protocol page shows.")
        }
        guard let name = fields.do else { throw Problem(.badFrame, "A frame names what to do in “do”.") }
        guard let kind = SeriesCommand.Kind(rawValue: name) else {
            throw Problem(.unknownFrame, "No frame of a series is called “\(name.prefix(40))”. See /api/openapi.yaml.")
        }
        guard let id = fields.id, ClientFrame.isID(id) else {
            throw Problem(.badID, "“id” must be 1–64 characters of A–Z a–z 0–9 . _ -")
        }
        self.id = id
        self.kind = kind
    }

    /// What it says, however its keys were ordered: two frames with the same content are the same command.
    package var content: [UInt8] { JSON.bytes(fields) }

    /// Where what it is about was said; `nil` where it names no meeting.
    package var source: Series.Source? {
        fields.meeting.map {
            Series.Source(meeting: $0, line: fields.line.map(Position.init), question: fields.question)
        }
    }

    /// The number of the show of hands that confirms, of the meeting it names.
    package var poll: Int? { kind == .confirm ? fields.poll : nil }

    /// The number of the paper that is changed and names no address: it keeps the file it has, unless one is sent.
    package var changedPaper: Int? { kind == .addPaper && fields.address == nil ? fields.number : nil }

    /// The address of the meeting that is held.
    package var slug: String? { fields.slug }

    /// - Parameters:
    ///   - votes: Of the show of hands it names.
    ///   - record: Of the meeting it names by its address.
    ///   - file: That came with it, kept already.
    /// - Throws: `badFrame` where a key is missing, `badValue` where one is out of its range.
    package func command(
        votes: Point.Votes? = nil, record: RecordID? = nil, file: Paper.File? = nil
    ) throws(Problem) -> SeriesCommand {
        switch kind {
        case .plan: return .plan(try series())
        case .schedule: return .schedule(fields.number, try meeting())
        case .hold: return .hold(try number(), try ClientFrame.required(record, "slug"))
        case .propose: return .propose(fields.number, try wording(), from: source)
        case .confirm:
            guard let votes, let poll, let source else { return .confirm(try proposal(), by: .facilitator) }
            return .confirm(try proposal(), by: .hands(meeting: source.meeting, poll: poll, votes: votes))
        case .decline: return .decline(try proposal(), reason: try ClientFrame.required(fields.reason, "reason"))
        case .reopen:
            return .reopen(
                try number(), by: try ClientFrame.required(fields.name, "name"),
                reason: try ClientFrame.required(fields.reason, "reason"), at: source)
        case .review:
            let state = try word(fields.state, "state", of: ActionReview.State.self)
            let outcome = try ClientFrame.required(fields.outcome, "outcome")
            return .review(try said(), ActionReview(state, outcome: outcome))
        case .answer: return .answer(try said(), try ClientFrame.required(fields.text, "text"))
        case .addPaper: return .addPaper(fields.number, try paper(file))
        case .dropPaper: return .dropPaper(try number())
        case .comment:
            return .comment(
                Comment.Wording(
                    point: fields.point, paper: fields.paper, text: try ClientFrame.required(fields.text, "text"),
                    name: fields.name))
        case .publishComment: return .publishComment(try number(), words: fields.text)
        case .declineComment:
            return .declineComment(try number(), reason: try ClientFrame.required(fields.reason, "reason"))
        case .askWord: return .askWord(try ClientFrame.required(fields.term, "term"))
        case .explain:
            return .explain(
                fields.number,
                Glossary.Explanation(
                    term: try ClientFrame.required(fields.term, "term"),
                    text: try ClientFrame.required(fields.text, "text"), owner: fields.owner, review: fields.review))
        case .dropWord: return .dropWord(try number())
        case .suggestInvitee: return .suggestInvitee(try ClientFrame.required(fields.text, "text"))
        }
    }

    private func paper(_ file: Paper.File?) throws(Problem) -> Paper {
        Paper(
            meeting: try ClientFrame.required(fields.meeting, "meeting"),
            title: try ClientFrame.required(fields.title, "title"), address: fields.address, file: file,
            minutes: fields.minutes, items: fields.items ?? [])
    }

    private func series() throws(Problem) -> Series {
        try SeriesPlan(
            title: try ClientFrame.required(fields.title, "title"), purpose: fields.purpose, timeZone: fields.timeZone,
            language: fields.language, strands: fields.strands, targets: fields.targets
        ).series()
    }

    private func meeting() throws(Problem) -> ScheduledMeeting {
        ScheduledMeeting(
            title: try ClientFrame.required(fields.title, "title"),
            startsAt: fields.startsAt.map { Instant(milliseconds: $0) }, minutes: fields.minutes, place: fields.place,
            setting: try optional(fields.setting, "setting", of: Breakout.Setting.self), readBy: fields.readBy,
            standing: try optional(fields.standing, "standing", of: ScheduledMeeting.Standing.self) ?? .provisional)
    }

    private func wording() throws(Problem) -> Point.Wording {
        Point.Wording(
            strand: try ClientFrame.required(fields.strand, "strand"),
            standing: try word(fields.standing, "standing", of: Point.Standing.self),
            text: try ClientFrame.required(fields.text, "text"), options: fields.options ?? [],
            evidence: fields.evidence, nextQuestion: fields.nextQuestion)
    }

    private func number() throws(Problem) -> Int { try ClientFrame.required(fields.number, "number") }

    private func proposal() throws(Problem) -> Position {
        Position(try ClientFrame.required(fields.proposal, "proposal"))
    }

    private func said() throws(Problem) -> Series.Source { try ClientFrame.required(source, "meeting") }

    private func word<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String?, _ field: String, of kind: Word.Type
    ) throws(Problem) -> Word {
        guard let word = try optional(try ClientFrame.required(text, field), field, of: kind) else {
            throw Problem(.badFrame, "“\(field)” is missing.")
        }
        return word
    }

    private func optional<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String?, _ field: String, of kind: Word.Type
    ) throws(Problem) -> Word? {
        guard let text else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.badValue, "“\(field)” must be one of \(known).")
        }
        return word
    }

    /// Every key such a frame may have.
    private struct Fields: Codable {
        let `do`, id: String?
        let title, purpose, timeZone, language: String?
        let strands: [SeriesPlan.Strand]?
        let number, minutes, meeting, line, proposal, poll: Int?
        let startsAt: Int64?
        let place, setting, standing, slug: String?
        let strand, text, evidence, nextQuestion: String?
        let options: [String]?
        let name, reason, state, outcome: String?
        let targets: [SeriesPlan.Target]?
        let readBy, address, term, owner, review: String?
        let items: [Int]?
        let point, paper, question: Int?
    }
}

/// A series as a client plans it.
package struct SeriesPlan: Codable, Sendable {
    let title: String
    let purpose: String?
    let timeZone: String?
    let language: String?
    let strands: [Strand]?
    let targets: [Target]?

    struct Target: Codable, Sendable {
        let sector: String?
        let region: String?
        let share: Int

        func target() throws(Problem) -> Series.Target {
            guard let sector else { return Series.Target(region: region, share: share) }
            guard let known = Sector(rawValue: sector) else {
                let all = Sector.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(.badValue, "“sector” must be one of \(all).")
            }
            return Series.Target(sector: known, region: region, share: share)
        }
    }

    struct Strand: Codable, Sendable {
        let name: String
        let premise: String?
        let endPoint: String?
        let milestones: [String]?
    }

    package func series() throws(Problem) -> Series {
        var all: [Series.Target] = []
        for target in targets ?? [] { all.append(try target.target()) }
        return Series(
            title: title, purpose: purpose, timeZone: timeZone ?? "Europe/London",
            language: try language.map(ClientFrame.language) ?? .english,
            strands: (strands ?? []).map {
                Series.Strand($0.name, premise: $0.premise, endPoint: $0.endPoint, milestones: $0.milestones ?? [])
            }, targets: all)
    }

    /// One planned by the house itself, as from a form.
    package init(_ series: Series) {
        self.init(
            title: series.title, purpose: series.purpose, timeZone: series.timeZone, language: series.language.tag,
            strands: series.strands.map {
                Strand(name: $0.name, premise: $0.premise, endPoint: $0.endPoint, milestones: $0.milestones)
            }, targets: series.targets.map { Target(sector: $0.sector?.rawValue, region: $0.region, share: $0.share) })
    }

    init(
        title: String, purpose: String?, timeZone: String?, language: String?, strands: [Strand]?, targets: [Target]?
    ) {
        self.title = title
        self.purpose = purpose
        self.timeZone = timeZone
        self.language = language
        self.strands = strands
        self.targets = targets
    }
}
