import Foundation
package import Procedure
import Proceedings

/// What a client says.
package enum ClientFrame: Hashable, Sendable {
    case command(id: String, Command)
    /// The unfinished line so far; no id, no answer.
    case draft(String)

    init(_ fields: Fields) throws(Problem) {
        guard let name = fields.do else { throw Problem(.badFrame, "A frame names what to do in “do”.") }
        if name == "draft" {
            self = .draft(try Self.required(fields.text, "text"))
            return
        }
        guard let kind = Command.Kind(rawValue: name) else {
            throw Problem(.unknownFrame, "No frame is called “\(name.prefix(40))”. See /api/asyncapi.yaml.")
        }
        guard let id = fields.id, Self.isID(id) else {
            throw Problem(.badID, "“id” must be 1–64 characters of A–Z a–z 0–9 . _ -")
        }
        self = .command(id: id, try Self.command(kind, fields))
    }

    /// The id a refused frame can be answered under, where one can be read.
    package static func id(in bytes: [UInt8]) -> String? {
        guard case .success(let fields) = Result(catching: { () throws(Problem) in try JSON.read(Named.self, bytes) }),
            let id = fields.id, isID(id)
        else { return nil }
        return id
    }

    /// Read alone, so that a frame wrong elsewhere is still refused under its id.
    private struct Named: Decodable { let id: String? }

    static func isID(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    }

    private static func command(_ kind: Command.Kind, _ fields: Fields) throws(Problem) -> Command {
        switch kind {
        case .write:
            .write(
                text: try required(fields.text, "text"), language: try fields.language.map(language),
                attribution: try fields.attribution.map(attribution))
        case .open: .open
        case .pause: .pause
        case .resume: .resume
        case .close: .close(really: fields.really ?? false)
        case .addItem:
            .addItem(
                title: try required(fields.title, "title"), purpose: try purpose(fields), minutes: fields.minutes,
                presenter: fields.presenter)
        case .changeItem:
            .changeItem(
                AgendaItem(
                    number: try required(fields.number, "number"), title: try required(fields.title, "title"),
                    purpose: try purpose(fields), minutes: fields.minutes, presenter: fields.presenter))
        case .dropItem: .dropItem(number: try required(fields.number, "number"))
        case .takeUp: .takeUp(number: try required(fields.number, "number"))
        case .nextItem: .nextItem(really: fields.really ?? false)
        case .closeItem: .closeItem(number: try required(fields.number, "number"))
        case .correct:
            .correct(try line(fields), text: try required(fields.text, "text"), why: fields.why.flatMap(unlessEmpty))
        case .retract: .retract(try line(fields))
        case .markKeyMoment: .markKeyMoment(try line(fields))
        case .addSpeaker:
            .addSpeaker(
                Speaker(
                    name: try required(fields.name, "name"), aliases: fields.aliases ?? [], role: fields.role,
                    organisation: fields.organisation, attribution: try fields.attribution.map(attribution)))
        case .setAttribution: .setAttribution(try attribution(try required(fields.policy, "policy")))
        case .plan: .plan(try required(fields.meeting, "meeting").meeting())
        case .circulate, .finalise, .suggest, .acceptSuggestion, .declineSuggestion: try editing(kind, fields)
        default: try question(kind, fields)
        }
    }

    private static func question(_ kind: Command.Kind, _ fields: Fields) throws(Problem) -> Command {
        func number() throws(Problem) -> Int { try required(fields.number, "number") }
        switch kind {
        case .ask:
            return .ask(
                Question.Wording(
                    try required(fields.text, "text"), name: fields.name, organisation: fields.organisation,
                    behalf: fields.behalf))
        case .amend: return .amend(try number(), words: try required(fields.text, "text"))
        case .withdraw: return .withdraw(try number())
        case .support: return .support(try number(), isOn: fields.on ?? true)
        case .publish: return .publish(try number(), words: fields.text)
        case .decline: return .decline(try number(), reason: try required(fields.reason, "reason"))
        case .merge: return .merge(try number(), into: try required(fields.into, "into"))
        case .split: return .split(try number(), words: try required(fields.parts, "parts"))
        case .unpublish: return .unpublish(try number(), reason: try required(fields.reason, "reason"))
        case .place: return .place(try number(), try place(try required(fields.place, "place")))
        case .answer: return .answer(try number(), by: try line(fields))
        case .takeAway: return .takeAway(try number(), owner: fields.owner, due: fields.due)
        case .pauseQuestions: return .pauseQuestions
        case .resumeQuestions: return .resumeQuestions
        case .setModeration: return .setModeration(try moderation(try required(fields.moderation, "moderation")))
        case .bar, .unbar, .watchWords: return try safeguard(kind, fields)
        default: return try floor(kind, fields)
        }
    }

    private static func floor(_ kind: Command.Kind, _ fields: Fields) throws(Problem) -> Command {
        switch kind {
        case .joinList:
            .joinList(
                Turn.Wish(
                    name: fields.name, place: fields.from, sector: try fields.sector.flatMap(sector),
                    about: fields.about, kind: try fields.kind.map(turnKind) ?? .contribution, remark: fields.remark))
        case .leaveList: .leaveList(fields.number)
        case .postpone: .postpone(fields.number)
        case .call: .call(fields.number, really: fields.really ?? false)
        case .endTurn: .endTurn
        case .lastWord: .lastWord(try required(fields.number, "number"))
        case .readRemark: .readRemark(try required(fields.number, "number"))
        case .closeList: .closeList
        case .reopenList: .reopenList
        case .setTurnTime: .setTurnTime(fields.seconds)
        case .setBudget:
            .setBudget(try required(try sector(try required(fields.sector, "sector")), "sector"), fields.seconds)
        default: try poll(kind, fields)
        }
    }

    private static func turnKind(_ word: String) throws(Problem) -> Turn.Kind {
        guard let kind = Turn.Kind(rawValue: word) else {
            throw Problem(.badValue, "“kind” must be contribution, reply or point-of-order.")
        }
        return kind
    }

    private static func place(_ word: String) throws(Problem) -> Question.Place {
        guard let place = Question.Place(rawValue: word) else {
            throw Problem(.badValue, "“place” must be waiting, next or on-now.")
        }
        return place
    }

    static func moderation(_ word: String) throws(Problem) -> Moderation {
        guard let moderation = Moderation(rawValue: word) else {
            throw Problem(.badValue, "“moderation” must be before or none.")
        }
        return moderation
    }

    static func line(_ fields: Fields) throws(Problem) -> Position {
        Position(try required(fields.line, "line"))
    }

    private static func purpose(_ fields: Fields) throws(Problem) -> AgendaItem.Purpose {
        guard let word = fields.purpose else { return .discuss }
        guard let purpose = AgendaItem.Purpose(rawValue: word) else {
            throw Problem(.badValue, "“purpose” must be inform, discuss or decide.")
        }
        return purpose
    }

    static func required<Value>(_ value: Value?, _ field: String) throws(Problem) -> Value {
        guard let value else { throw Problem(.badFrame, "This frame needs “\(field)”.") }
        return value
    }

    static func language(_ tag: String) throws(Problem) -> Language {
        guard let language = Language(tag) else {
            throw Problem(.badValue, "“language” must be a language tag such as en or cy.")
        }
        return language
    }

    static func attribution(_ word: String) throws(Problem) -> Attribution {
        guard let policy = Attribution(rawValue: word) else {
            throw Problem(.badValue, "An attribution policy is named, role, organisation or none.")
        }
        return policy
    }
}
