package import Proceedings

/// What may be asked of a meeting.
package enum Command: Hashable, Sendable {
    /// A line as a scribe types it; what it becomes is the syntax's business (`Typed`).
    case write(text: String, language: Language?, attribution: Attribution?)
    case open
    case pause
    case resume
    /// `really` closes even where agenda items were never taken up.
    case close(really: Bool)
    case addItem(title: String, purpose: AgendaItem.Purpose, minutes: Int?, presenter: String?)
    case changeItem(AgendaItem)
    case dropItem(number: Int)
    case takeUp(number: Int)
    case nextItem(really: Bool)
    case closeItem(number: Int)
    case correct(Position, text: String)
    case retract(Position)
    case markKeyMoment(Position)
    case addSpeaker(Speaker)
    case setAttribution(Attribution)
    /// Everything of the meeting but its agenda and attribution policy, which have commands of their own.
    case plan(Meeting)

    /// A command without its content; its raw value is the `do` of a client frame.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case write, open, pause, resume, close
        case addItem = "item-add"
        case changeItem = "item-change"
        case dropItem = "item-drop"
        case takeUp = "item-take-up"
        case nextItem = "item-next"
        case closeItem = "item-close"
        case correct, retract
        case markKeyMoment = "key-moment"
        case addSpeaker = "speaker-add"
        case setAttribution = "attribution"
        case plan
    }

    package var kind: Kind {
        switch self {
        case .write: .write
        case .open: .open
        case .pause: .pause
        case .resume: .resume
        case .close: .close
        case .addItem: .addItem
        case .changeItem: .changeItem
        case .dropItem: .dropItem
        case .takeUp: .takeUp
        case .nextItem: .nextItem
        case .closeItem: .closeItem
        case .correct: .correct
        case .retract: .retract
        case .markKeyMoment: .markKeyMoment
        case .addSpeaker: .addSpeaker
        case .setAttribution: .setAttribution
        case .plan: .plan
        }
    }
}

extension Command.Kind {
    /// Who may ask for it. A new command does not compile until it is in this table.
    package var permitted: Set<Role> {
        switch self {
        case .write, .correct, .retract, .markKeyMoment, .addSpeaker, .takeUp, .nextItem, .closeItem:
            [.scribe, .facilitator, .organiser]
        case .open, .pause, .resume, .close, .addItem, .changeItem, .dropItem, .setAttribution:
            [.facilitator, .organiser]
        case .plan:
            [.organiser]
        }
    }
}
