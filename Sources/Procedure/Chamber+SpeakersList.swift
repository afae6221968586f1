import Proceedings

// The speakers list: one for the room and for those outside it.
extension Chamber {
    /// Two people pressed "call next" at once where the last call is not older than this.
    static let calledTwice: Int64 = 5_000  // milliseconds

    func speakersList(_ command: Command, from author: Participant, at now: Instant) throws(Refusal) -> [Line.Body] {
        switch command {
        case .joinList(let wish): return try joined(wish, by: author)
        case .leaveList(let number): return [.turnLeft(try waiting(number, for: author))]
        case .postpone(let number): return [.turnPostponed(try waiting(number, for: author))]
        case .call(let number, let really): return try called(number, really: really, at: now)
        case .endTurn:
            guard let number = minutes.speakersList.speaking else { throw .unknownTurn(nil) }
            return [.turnEnded(number)]
        case .lastWord(let number):
            let others = minutes.speakersList.order.filter { $0 != number }.map { Line.Body.turnLeft($0) }
            return try called(number, really: true, at: now) + others
                + (minutes.speakersList.isClosed ? [] : [.listClosed])
        case .readRemark(let number): return try read(number)
        default: return [try listChange(command)]
        }
    }

    /// Of a name as typed, by its beginning where that is one person's alone; `nil` where nobody waits under it.
    static func turn(named name: String, in minutes: Minutes) -> Int? {
        let name = name.lowercased()
        let waiting = minutes.speakersList.waiting.filter { $0.wish?.name?.lowercased().hasPrefix(name) ?? false }
        if let same = waiting.first(where: { $0.wish?.name?.lowercased() == name }) { return same.number }
        return waiting.count == 1 ? waiting[0].number : nil
    }

    private func listChange(_ command: Command) throws(Refusal) -> Line.Body {
        switch command {
        case .closeList:
            guard !minutes.speakersList.isClosed else { throw .listClosed }
            return .listClosed
        case .reopenList:
            guard minutes.speakersList.isClosed else { throw .already(minutes.phase) }
            return .listReopened
        case .setTurnTime(let seconds):
            if let seconds, !Limit.turnTime.contains(seconds) {
                throw .badValue(field: "seconds", rule: "10 to 3600, or left out for no limit")
            }
            guard seconds != minutes.speakersList.limit else { throw .already(minutes.phase) }
            return .turnTimeSet(seconds)
        case .setBudget(let sector, let seconds):
            if let seconds, !Limit.budget.contains(seconds) {
                throw .badValue(field: "seconds", rule: "60 to 36000, or left out for no limit")
            }
            guard seconds != minutes.speakersList.budgets[sector] else { throw .already(minutes.phase) }
            return .budgetSet(sector, seconds)
        default: throw .unknownTurn(nil)
        }
    }

    private func joined(_ wish: Turn.Wish, by author: Participant) throws(Refusal) -> [Line.Body] {
        guard minutes.phase != .planned else { throw .notOpen }
        let list = minutes.speakersList
        guard !list.isClosed || wish.kind == .pointOfOrder else { throw .listClosed }
        guard author.role != .attendee || list.order.count < Limit.turnsWaiting else {
            throw .tooMany(what: "people on the speakers list", limit: Limit.turnsWaiting)
        }
        let number = list.highest + 1
        guard number <= Limit.turnsInAll else { throw .tooMany(what: "turns", limit: Limit.turnsInAll) }
        guard author.role == .attendee else {
            guard wish.name?.trimmed.isEmpty == false else {
                throw .badValue(field: "name", rule: "the name of who wants to speak")
            }
            return [.turnQueued(number, try checked(wish, isFromRoom: true))]
        }
        guard author.id != "" else { throw .noToken }
        if let turn = list.turn(of: author.id) { throw .onTheList(turn.number) }
        guard number <= Limit.turns else { throw .tooMany(what: "turns", limit: Limit.turns) }
        let asked = try checked(wish, isFromRoom: false)
        return [.turnAsked(number, by: author.id, asked), .turnQueued(number, asked.publicly)]
    }

    /// The turn that somebody may take off the list or put last: their own, or for staff anybody's.
    private func waiting(_ number: Int?, for author: Participant) throws(Refusal) -> Int {
        let own = author.id == "" ? nil : minutes.speakersList.turn(of: author.id)?.number
        guard let number = number ?? own, minutes.speakersList.order.contains(number),
            author.role != .attendee || own == number
        else { throw .unknownTurn(number) }
        return number
    }

    private func called(_ number: Int?, really: Bool, at now: Instant) throws(Refusal) -> [Line.Body] {
        guard minutes.phase == .open else { throw .notOpen }
        let list = minutes.speakersList
        if number == nil, !really, let speaker = list.speaker, let since = speaker.calledAt,
            now < since.advanced(byMilliseconds: Self.calledTwice)
        {
            throw .justCalled(speaker.number)
        }
        guard let next = number ?? list.order.first, list.order.contains(next) else { throw .unknownTurn(number) }
        let former = list.speaking.map { [Line.Body.turnEnded($0)] } ?? []
        return former + nameable(next) + [.turnCalled(next)]
    }

    /// The scribe can type the name of whoever is called, also of a walk-in nobody had written down.
    private func nameable(_ number: Int) -> [Line.Body] {
        guard let name = minutes.speakersList[number]?.wish?.name,
            !minutes.speakers.contains(where: { $0.answers(to: name) })
        else { return [] }
        let added = Result { () throws(Refusal) in
            try addition(of: Speaker(name: name), by: Participant(id: "", role: .facilitator))
        }
        // A name that the rules for speakers refuse, such as one with a colon, is typed without them.
        if case .success(let line) = added { return [line] }
        return []
    }

    /// The voice has read a remark into the room: it is minuted as what a remote person said. Who speaks goes on.
    private func read(_ number: Int) throws(Refusal) -> [Line.Body] {
        let list = minutes.speakersList
        guard list.speaking == number || list.order.contains(number), let turn = list[number],
            let remark = turn.asked?.remark
        else { throw .unknownTurn(number) }
        let name = minutes.meeting.attribution == .named ? turn.wish?.name : nil
        return [
            .speech(InlineText(plain: remark), speaker: name.map { "\($0) (remote)" } ?? "Remote"), .turnEnded(number),
        ]
    }

    private func checked(_ wish: Turn.Wish, isFromRoom: Bool) throws(Refusal) -> Turn.Wish {
        for (field, words) in [("name", wish.name), ("place", wish.place), ("about", wish.about)] {
            if let words, !words.trimmed.isEmpty { try Limit.title(words, field: field) }
        }
        if let remark = wish.remark { try Limit.question(remark) }
        let policy = minutes.meeting.attribution
        func kept(_ words: String?) -> String? { words.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 } }
        return Turn.Wish(
            name: policy == .named ? kept(wish.name) : nil, place: policy == .none ? nil : kept(wish.place),
            sector: wish.sector, about: kept(wish.about), kind: wish.kind,
            remark: kept(wish.remark), isFromRoom: isFromRoom)
    }
}
