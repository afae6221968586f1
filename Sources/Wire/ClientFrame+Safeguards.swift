import Procedure
import Proceedings

// Devices that may only read, and words that wait for a facilitator.
extension ClientFrame {
    static func safeguard(_ kind: Command.Kind, _ fields: Fields) throws(Problem) -> Command {
        switch kind {
        case .bar:
            if let turn = fields.turn { return .bar(.turn(turn)) }
            return .bar(.question(try required(fields.number, "number")))
        case .unbar: return .unbar(Participant.ID(try required(fields.participant, "participant")))
        // A form with an empty field sends no list.
        default: return .watchWords(fields.words ?? [])
        }
    }
}
