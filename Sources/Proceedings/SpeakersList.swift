/// Who wants to speak, in the room and from outside it, in one list; taken from a meeting's entries in order.
package struct SpeakersList: Hashable, Sendable {
    private var turns: [Int: Turn] = [:]
    /// Numbers of those who wait, the next first.
    package private(set) var order: [Int] = []
    /// Whose turn it is now.
    package private(set) var speaking: Int?
    package private(set) var isClosed = false
    /// The highest number ever given; 0 before the first.
    package private(set) var highest = 0
    /// Seconds for one turn; `nil` is not limited.
    package private(set) var limit: Int?
    /// Seconds that people of a sector may speak in all; one not named is not limited.
    package private(set) var budgets: [Sector: Int] = [:]

    /// - Returns: `nil` where these minutes know nothing of such a turn.
    package subscript(number: Int) -> Turn? { turns[number] }

    package var waiting: [Turn] { order.compactMap { turns[$0] } }
    package var speaker: Turn? { speaking.flatMap { turns[$0] } }
    /// By number; those who left without having spoken say nothing any more.
    package var all: [Turn] { turns.values.filter { $0.wish != nil }.sorted { $0.number < $1.number } }

    /// The turn a participant waits for or has.
    package func turn(of participant: Participant.ID) -> Turn? {
        all.last { $0.participant == participant && ($0.number == speaking || order.contains($0.number)) }
    }

    /// Milliseconds spoken by people of each sector; `nil` is who did not say.
    package var spoken: [Sector?: Int64] {
        all.reduce(into: [:]) { spoken, turn in
            if let time = turn.spoken { spoken[turn.wish?.sector, default: 0] += time }
        }
    }

    /// Numbers up to this one are never given again.
    mutating func raise(to number: Int) { highest = max(highest, number) }

    mutating func take(_ body: Line.Body, at instant: Instant) {
        switch body {
        case .budgetSet(let sector, let seconds): budgets[sector] = seconds
        case .turnAsked(let number, let participant, let wish):
            change(number) { turn in
                turn.participant = participant
                turn.asked = wish
            }
        case .turnQueued(let number, let wish):
            change(number) { turn in
                turn.wish = wish
                turn.joinedAt = instant
            }
            queue(number, wish.kind)
        case .turnLeft(let number):
            order.removeAll { $0 == number }
            turns[number] = Turn(number: number)  // its words are gone from the record
            highest = max(highest, number)
        case .turnPostponed(let number):
            order.removeAll { $0 == number }
            order.append(number)
        case .turnCalled(let number):
            order.removeAll { $0 == number }
            speaking = number
            change(number) { $0.calledAt = instant }
        case .turnEnded(let number):
            order.removeAll { $0 == number }
            if speaking == number { speaking = nil }
            change(number) { $0.endedAt = instant }
        case .listClosed: isClosed = true
        case .listReopened, .itemTakenUp: isClosed = false  // as Zakim does: another item, another list
        case .turnTimeSet(let seconds): limit = seconds
        default: break
        }
    }

    /// Points of order before everybody, replies before contributions, each kind in the order it came.
    private mutating func queue(_ number: Int, _ kind: Turn.Kind) {
        let place = order.firstIndex { (turns[$0]?.wish?.kind.rank ?? 0) > kind.rank }
        order.insert(number, at: place ?? order.endIndex)
    }

    private mutating func change(_ number: Int, _ more: (inout Turn) -> Void) {
        highest = max(highest, number)
        var turn = turns[number] ?? Turn(number: number)
        more(&turn)
        turns[number] = turn
    }
}

/// One wish to speak, and what became of it.
package struct Turn: Hashable, Sendable {
    /// Counts from 1; never given twice.
    package let number: Int
    /// As everyone may read it; `nil` where its words are deleted.
    package internal(set) var wish: Wish?
    /// For staff: all that a remote participant said of it.
    package internal(set) var asked: Wish?
    /// For staff; `nil` where staff wrote somebody down, and for the public.
    package internal(set) var participant: Participant.ID?
    package internal(set) var joinedAt: Instant?
    package internal(set) var calledAt: Instant?
    package internal(set) var endedAt: Instant?

    init(number: Int) { self.number = number }

    /// As whoever these minutes are for may read it.
    package var told: Wish? { asked ?? wish }

    /// Milliseconds spoken; `nil` where it has not ended, or never began.
    package var spoken: Int64? {
        guard let calledAt, let endedAt else { return nil }
        return max(0, endedAt.milliseconds - calledAt.milliseconds)
    }

    /// What is said of somebody who wants to speak. What the attribution policy withholds is left out before this is made.
    package struct Wish: Hashable, Sendable, Codable {
        package let name: String?
        package let place: String?
        /// "to say why"
        package let about: String?
        package let kind: Kind
        /// To be read out by the voice; who writes one need not be heard.
        package let remark: String?
        /// In the room; `nil` is from outside it.
        package let room: Bool?
        package let sector: Sector?

        package init(
            name: String? = nil, place: String? = nil, sector: Sector? = nil, about: String? = nil,
            kind: Kind = .contribution, remark: String? = nil, isFromRoom: Bool = false
        ) {
            self.name = name
            self.place = place
            self.sector = sector
            self.about = about
            self.kind = kind
            self.remark = remark
            room = isFromRoom ? true : nil
        }

        package var isFromRoom: Bool { room == true }

        /// Who and from where, without what a stranger wrote: that is for staff until somebody says it.
        package var publicly: Wish {
            Wish(name: name, place: place, sector: sector, kind: kind, isFromRoom: isFromRoom)
        }
    }

    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case contribution
        /// To who speaks now.
        case reply
        /// On how the meeting is run; may come when the list is closed.
        case pointOfOrder = "point-of-order"

        fileprivate var rank: Int {
            switch self {
            case .pointOfOrder: 0
            case .reply: 1
            case .contribution: 2
            }
        }
    }
}
