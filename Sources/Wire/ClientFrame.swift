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

    private static func isID(_ id: String) -> Bool {
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
        case .correct: .correct(try line(fields), text: try required(fields.text, "text"))
        case .retract: .retract(try line(fields))
        case .markKeyMoment: .markKeyMoment(try line(fields))
        case .addSpeaker:
            .addSpeaker(
                Speaker(
                    name: try required(fields.name, "name"), aliases: fields.aliases ?? [], role: fields.role,
                    organisation: fields.organisation, attribution: try fields.attribution.map(attribution)))
        case .setAttribution: .setAttribution(try attribution(try required(fields.policy, "policy")))
        case .plan: .plan(try required(fields.meeting, "meeting").meeting())
        }
    }

    private static func line(_ fields: Fields) throws(Problem) -> Position {
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
