import Foundation
import Proceedings

// Zakim's words for the speakers list, as the scribe or facilitator of a W3C meeting types them.
extension Typed {
    /// `q+ Mary (Southend) to say why`, `qq+ Mary`, `q- Mary`, `q- later Mary`, `ack Mary`, `ack next`,
    /// `close the queue`, `reopen the queue`.
    ///
    /// - Returns: `nil` where it is none of these; `unknown` where nobody waits under the name.
    static func speakersList(_ text: String, in minutes: Minutes) -> Typed? {
        switch text.lowercased() {
        case "close the queue": return .asked(.closeList)
        case "reopen the queue": return .asked(.reopenList)
        case "ack next": return .asked(.call(nil, really: false))
        default: break
        }
        let (word, rest) = (text.prefix { $0 != " " }.lowercased(), text.drop { $0 != " " }.dropFirst())
        guard !rest.isEmpty else { return nil }
        switch word {
        case "q+": return .asked(.joinList(wish(String(rest), kind: .contribution)))
        case "qq+": return .asked(.joinList(wish(String(rest), kind: .reply)))
        case "q-" where rest.lowercased().hasPrefix("later "):
            return waiting(String(rest.dropFirst(6)), in: minutes) { .postpone($0) }
        case "q-": return waiting(String(rest), in: minutes) { .leaveList($0) }
        case "ack": return waiting(String(rest), in: minutes) { .call($0, really: true) }
        default: return nil
        }
    }

    private static func waiting(_ name: String, in minutes: Minutes, _ command: (Int) -> Command) -> Typed {
        guard let number = Chamber.turn(named: name.trimmed, in: minutes) else { return .unknown(name) }
        return .asked(command(number))
    }

    /// `Mary (Southend) to say why`
    private static func wish(_ text: String, kind: Turn.Kind) -> Turn.Wish {
        var name = text.trimmed
        var about: String?
        if let start = name.range(of: " to ") {
            about = String(name[start.upperBound...]).trimmed
            name = String(name[..<start.lowerBound])
        }
        var place: String?
        if name.hasSuffix(")"), let start = name.lastIndex(of: "(") {
            place = String(name[name.index(after: start)...].dropLast()).trimmed
            name = String(name[..<start])
        }
        return Turn.Wish(name: name.trimmed, place: place, about: about, kind: kind)
    }
}
