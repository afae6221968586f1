import Proceedings

// What the facilitator puts up for everyone, and what people say of where they are.
extension Chamber {
    func sign(_ command: Command, from author: Participant) throws(Refusal) -> [Line.Body] {
        switch command {
        case .announce(let words):
            try Limit.question(words)
            guard words.trimmed != minutes.signs.notice else { throw .already(minutes.phase) }
            return [.announced(words.trimmed)]
        case .endAnnouncement:
            guard minutes.signs.notice != nil else { throw .already(minutes.phase) }
            return [.announcementEnded]
        case .turnScreen(let display):
            guard display != minutes.signs.display else { throw .already(minutes.phase) }
            return [.screenTurned(display)]
        case .nameVoice(let name):
            let name = name.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
            if let name { try Limit.title(name, field: "name") }
            guard name != minutes.signs.voice else { throw .already(minutes.phase) }
            return [.voiceNamed(name)]
        case .tellWhereabouts(let whereabouts):
            guard author.id != "" else { throw .noToken }
            if let place = whereabouts.place, !place.trimmed.isEmpty {
                try Limit.title(place, field: "from")
                guard place.trimmed.unicodeScalars.count <= Limit.place else {
                    throw .badValue(field: "from", rule: "at most \(Limit.place) characters")
                }
            }
            return []
        case .strikePlace(let place):
            try Limit.title(place, field: "from")
            return []  // it is struck from what is counted, not from the record
        default: preconditionFailure("\(command.kind.rawValue) is not about signs")
        }
    }
}
