/// What the facilitator puts up for everyone to see while the meeting goes on.
package struct Signs: Hashable, Sendable {
    /// A message to all, until it is taken down.
    package private(set) var notice: String?
    package private(set) var display = Display.auto
    /// Who reads what remote people write into the room.
    package private(set) var voice: String?

    mutating func take(_ body: Line.Body) {
        switch body {
        case .announced(let words): notice = words
        case .announcementEnded, .closed: notice = nil
        case .screenTurned(let display): self.display = display
        case .voiceNamed(let name): voice = name
        default: break
        }
    }
}

/// What the room's screen shows.
package enum Display: String, Hashable, Sendable, Codable, CaseIterable {
    /// What goes on: the show of hands, the question before the room, else the agenda and the notes.
    case auto
    case notes, questions, speakers
    /// How to follow and ask from a phone.
    case join
    case blank
}
